#!/usr/bin/env node
/** A checkout runs its source, so that it is never stale; a package has no source and runs what was built from it. */
import { existsSync } from 'node:fs';

async function loadCli() {
  const source = new URL('cli.ts', import.meta.url);
  if (!existsSync(source)) return import('../dist/cli.js');
  const { register } = await import('tsx/esm/api');
  register();
  return import(source.href);
}

const { program } = await loadCli();
await program(process.argv.slice(2));
