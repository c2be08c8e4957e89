import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './tests/closing-line-reporter.ts';

const shared = { pool: 'forks', sequence: { hooks: 'stack', shuffle: false }, retry: 0, allowOnly: false } as const;

/** Suites that draw more cases in `npm run test:long` than in `npm test`. */
const longSuites = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && readFileSync(`tests/${path}`, 'utf8').includes('/run-count.ts'))
  .map((path) => `tests/${path}`);

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLineReporter()],
    // Tests of real devices wait more than they work: more of them than cores are welcome.
    maxWorkers: 4,
    hookTimeout: 60_000,
    projects: [
      {
        // One process for many files: no module keeps mutable state, and starting one per file costs a dozen times more.
        test: {
          ...shared,
          name: 'main',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.device.test.ts', 'tests/packing.test.ts'],
          provide: { isLong: false },
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        // What opens a device or starts a process gets a process of its own. Each wait in it has a bound of its own, which
        // says what was waited for; the bound of a test is for what has none.
        test: {
          ...shared,
          name: 'device',
          include: ['tests/**/*.device.test.ts'],
          globalSetup: ['tests/built-program.ts'],
          provide: { isLong: false },
          isolate: true,
          testTimeout: 300_000,
        },
      },
      {
        // The suites that draw cases by chance, with many times as many of them.
        test: {
          ...shared,
          name: 'long',
          include: longSuites,
          globalSetup: ['tests/built-program.ts'],
          provide: { isLong: true },
          testTimeout: 300_000,
        },
      },
      {
        // Its hook installs a package.
        test: {
          ...shared,
          name: 'packing',
          include: ['tests/packing.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
