import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Ends a run with `N passed, N failed`. A file that did not load and an error nobody caught count as failures. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    let passedCount = 0;
    let failedCount = unhandledErrors.length;
    for (const module of modules) {
      failedCount += module.errors().length;
      passedCount += [...module.children.allTests('passed')].length;
      failedCount += [...module.children.allTests('failed')].length;
    }
    process.stdout.write(`${passedCount} passed, ${failedCount} failed\n`);
  }
}
