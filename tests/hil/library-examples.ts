import { readFileSync } from 'node:fs';
import { packagePath } from '../../hil/base/package-root.ts';

/** An example on the page about the library. */
export interface Example {
  /** Heading above the example. */
  readonly title: string;
  readonly code: string;
}

const PARTS = /^## (.+)$|^```ts\n([\s\S]*?)^```$/gm;
/** A statement, and the value that the page promises. */
const CLAIM = /^( *)(.+); \/\/ => (.+)$/gm;

/** Returns the text of the page. */
export function libraryPage(): string {
  return readFileSync(packagePath('hil/LIBRARY.md'), 'utf8');
}

/** Returns the examples of the page in their order. */
export function libraryExamples(): readonly Example[] {
  const examples: Example[] = [];
  let title = '';
  for (const [, heading, code] of libraryPage().matchAll(PARTS)) {
    if (heading !== undefined) title = heading;
    if (code !== undefined) examples.push({ title, code });
  }
  return examples;
}

/** Returns the code of an example. Its imports name source files, and its comments with values become assertions. */
export function runnable({ code }: Example): string {
  const checked = code.replace(CLAIM, '$1claim($2, $3);');
  const modules = { "'rollerloop'": 'hil/library.ts', "'rollerloop/vitest'": 'hil/vitest/testing.ts' };
  const led = Object.entries(modules).reduce(
    (text, [name, file]) => text.replaceAll(`from ${name}`, `from ${JSON.stringify(packagePath(file))}`),
    checked,
  );
  return `import { deepStrictEqual as claim } from 'node:assert';\n${led}`;
}

/** Returns the number of values that an example promises. */
export function claimCount({ code }: Example): number {
  return [...code.matchAll(CLAIM)].length;
}
