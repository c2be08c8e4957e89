import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a run with `N passed, N failed`. What fails without being a test counts as a failure too: a file that did not
 * load, a hook that threw, an error nobody caught.
 */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    let passedCount = 0;
    let failedCount = unhandledErrors.length;
    for (const module of modules) {
      failedCount += module.errors().length;
      for (const suite of module.children.allSuites()) failedCount += suite.errors().length;
      passedCount += [...module.children.allTests('passed')].length;
      failedCount += [...module.children.allTests('failed')].length;
    }
    process.stdout.write(`${passedCount} passed, ${failedCount} failed\n`);
  }
}
