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
/**
 * Program of Debian's package `chromium-headless-shell`: the engine of `chromium` of the same version without windows. The
 * browser tests took less than half the CPU time in it (56 against 121 s, measured).
 */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
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
  const isCi = process.env.CI === 'true';
  // The build server has the shell, so its absence there is a failure.
  const found = isCi ? HEADLESS_SHELL : [HEADLESS_SHELL, CHROMIUM].find((path) => existsSync(path));
  if (found === undefined) {
    project.provide('browserUrl', '');
    return () => Promise.resolve();
  }
  const server = await chromium.launchServer({ executablePath: found, args: OPTIONS });
  project.provide('browserUrl', server.wsEndpoint());
  return () => server.close();
}
