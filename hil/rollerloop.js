#!/usr/bin/env node
/** Program entry. A checkout runs its source, so that it is never out of date; a package runs its build. */
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
