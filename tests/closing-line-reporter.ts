import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/** What `describeWith` appends to the title of a suite whose tool is missing. */
const NEEDS = / \(needs ([\w+-]+)\)/;

/**
 * Ends a run with `N passed, N failed`, and `, N skipped` if tests were skipped. Titles and reasons of skipped tests come
 * before. A file that did not load, a hook that threw and an uncaught error count as failures too.
 */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    let passedCount = 0;
    let failedCount = unhandledErrors.length;
    const skipped: TestCase[] = [];
    for (const module of modules) {
      failedCount += module.errors().length;
      for (const suite of module.children.allSuites()) failedCount += suite.errors().length;
      passedCount += [...module.children.allTests('passed')].length;
      failedCount += [...module.children.allTests('failed')].length;
      skipped.push(...module.children.allTests('skipped'));
    }
    const ending = skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
    process.stdout.write(`${skippedText(skipped)}${passedCount} passed, ${failedCount} failed${ending}\n`);
  }
}

/** Returns a line for each skipped suite or test, then one that names the missing packages. Exported for its test. */
export function skippedText(skipped: readonly Pick<TestCase, 'fullName'>[]): string {
  const counts = new Map<string, number>();
  const packages = new Set<string>();
  for (const { fullName } of skipped) {
    const needed = NEEDS.exec(fullName);
    if (needed?.[1] !== undefined) packages.add(needed[1]);
    const what = needed === null ? fullName : fullName.slice(0, needed.index + needed[0].length);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const lines = [...counts].map(([what, count]) => `skipped, ${count} ${count === 1 ? 'test' : 'tests'}: ${what}`);
  if (packages.size > 0) lines.push(`to run what was skipped: apt-get install ${[...packages].sort().join(' ')}`);
  return lines.map((line) => `${line}\n`).join('');
}
