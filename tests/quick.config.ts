import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { packagePath } from '../hil/base/package-root.ts';
import vitestConfig, { resolve, sequence, shared } from '../vitest.config.ts';

const root = packagePath('.');

/**
 * The projects `main` and `device` as one, for `npm test`. Its processes load and compile the modules of both once, where
 * two projects have processes of their own.
 */
export default defineConfig({
  root,
  test: {
    ...vitestConfig.test,
    projects: [
      {
        resolve,
        test: {
          ...shared,
          sequence,
          // One more process would use the waits of device tests, but it loads and compiles all modules once more.
          maxWorkers: Math.max(2, availableParallelism()),
          name: 'quick',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{browser,slow}.test.ts', 'tests/packing.test.ts'],
          globalSetup: [join(root, 'tests/built-program.ts')],
          setupFiles: [join(root, 'tests/left-children.ts')],
          provide: { isLong: false },
          isolate: false,
          // V8 would compile most functions again in the background, for tests that end before it pays: a fifth of the CPU time.
          execArgv: ['--max-semi-space-size=32', '--interrupt-budget=1000000'],
          testTimeout: 300_000,
        },
      },
    ],
  },
});
