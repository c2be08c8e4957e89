import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './tests/closing-line-reporter.ts';
import { LongestFirst } from './tests/longest-first.ts';

/** A project takes no option from the top. Hooks run scenarios, which a busy machine slows. */
export const shared = { pool: 'forks', retry: 0, allowOnly: false, hookTimeout: 60_000 } as const;
/**
 * Resolves xstate without the condition `development`, under which each transition prepares warnings. Vitest sets that
 * condition whatever `ssr.resolve.conditions` says. Node loads this file by itself, without vitest's getters for imports.
 */
export const resolve = { alias: { xstate: createRequire(import.meta.url).resolve('xstate') } };
/**
 * Projects of one group run in one queue, and share its processes. The device tests of `npm test` are first in it, and the
 * others follow without a pause.
 */
export const sequence = { hooks: 'stack', shuffle: false, groupOrder: 0 } as const;
/**
 * Device tests wait a part of their time, so one process more than there are cores. Each further process costs some ten
 * seconds of CPU time: it loads and compiles the same modules once more.
 */
export const maxWorkers = Math.max(2, availableParallelism()) + 1;

/** Suites that have more cases in `npm run test:long` than in `npm test`. */
const longSuites = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && readFileSync(`tests/${path}`, 'utf8').includes('/run-count.ts'))
  .map((path) => `tests/${path}`);

export default defineConfig({
  test: {
    // Files are transformed once for all projects, and again only after a change. It took six seconds off the CPU time.
    experimental: { fsModuleCache: true },
    reporters: ['default', new ClosingLineReporter()],
    maxWorkers,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // One process for many files: no module keeps mutable state, and starting one per file costs a dozen times more.
        resolve,
        test: {
          ...shared,
          sequence,
          name: 'main',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{browser,device,slow}.test.ts', 'tests/packing.test.ts'],
          provide: { isLong: false },
          isolate: false,
          // Most objects of a run soon become garbage. A larger young generation took 1 to 7 % off the CPU time (measured).
          execArgv: ['--max-semi-space-size=32'],
          testTimeout: 30_000,
        },
      },
      {
        // Opens a device or starts a process, and needs the built program. Its files share processes one after the other: a
        // process of its own cost each file half a second of CPU time. Each wait has a bound of its own, which says what was
        // waited for; the bound of a test is for what has none.
        resolve,
        test: {
          ...shared,
          sequence,
          name: 'device',
          include: ['tests/**/*.device.test.ts'],
          globalSetup: ['tests/built-program.ts'],
          setupFiles: ['tests/left-children.ts'],
          provide: { isLong: false },
          isolate: false,
          testTimeout: 300_000,
        },
      },
      {
        // Programs at the pace of the wall, and all scenarios where `npm test` runs the short ones.
        resolve,
        test: {
          ...shared,
          sequence: { ...sequence, groupOrder: 1 },
          maxWorkers: 4,
          name: 'slow',
          include: ['tests/**/*.slow.test.ts'],
          globalSetup: ['tests/built-program.ts'],
          setupFiles: ['tests/left-children.ts'],
          isolate: false,
          testTimeout: 300_000,
        },
      },
      {
        // The suites that leave cases out of `npm test`, with all of them.
        resolve,
        test: {
          ...shared,
          sequence,
          name: 'long',
          include: longSuites,
          globalSetup: ['tests/built-program.ts'],
          setupFiles: ['tests/left-children.ts'],
          provide: { isLong: true },
          isolate: false,
          testTimeout: 300_000,
        },
      },
      {
        // One Chromium for all of them; each test opens a context of its own.
        resolve,
        test: {
          ...shared,
          sequence: { ...sequence, groupOrder: 2 },
          // Chromium has processes of its own.
          maxWorkers: Math.max(2, availableParallelism()),
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          globalSetup: ['tests/browser-server.ts'],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        // Its hook installs a package.
        resolve,
        test: {
          ...shared,
          sequence,
          name: 'packing',
          include: ['tests/packing.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
