import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the shared browser for all tests. Empty if Chromium is missing. */
    readonly browserUrl: string;
  }
}

/** Program of Debian's package `chromium`. */
export const CHROMIUM = '/usr/bin/chromium';
/** A machine of the build server runs as root without a sandbox, and has no network. */
const OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts one Chromium for all browser tests of a run, because a start takes longer than most tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(CHROMIUM) && process.env.CI !== 'true') {
    project.provide('browserUrl', '');
    return () => Promise.resolve();
  }
  const server = await chromium.launchServer({ executablePath: CHROMIUM, args: OPTIONS });
  project.provide('browserUrl', server.wsEndpoint());
  return () => server.close();
}
