import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../hil/library.ts';
import { compiledAll } from './builders/compiled.ts';
import { claimCount, type Example, libraryExamples, libraryPage, runnable } from './library-examples.ts';

const TESTS = 'Tests with vitest';
const before = process.cwd();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-library-'));
  // The examples write into the folder in which they run.
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

describe('the page about the library', () => {
  const examples = libraryExamples();
  let errors: readonly string[] = [];
  beforeAll(() => {
    errors = compiledAll(examples.map(({ code }) => code));
  });

  test('has an example for each part', () => {
    expect(examples.map(({ title }) => title)).toContain(TESTS);
    expect(examples.length).toBeGreaterThanOrEqual(9);
  });

  test('names every value that the library exports', () => {
    const code = examples.map((example) => example.code).join('\n');
    const missing = Object.keys(library).filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
    expect(missing).toEqual([]);
  });

  test('names the fixtures and the matchers', () => {
    for (const name of ['bench', 'pump', 'rig', 'programmer', 'toHold', 'toDeliver', 'toStallWithin'])
      expect(libraryPage()).toContain(name);
  });

  test.each(examples.filter(({ title }) => title !== TESTS))(
    'example "$title" runs, and says the truth',
    async (example) => {
      const file = join(folder, `${example.title.replace(/\W+/g, '-')}.ts`);
      writeFileSync(file, runnable(example));
      expect(claimCount(example)).toBeGreaterThan(0);
      await import(/* @vite-ignore */ file);
    },
  );

  test('an example with a wrong claim fails', async () => {
    const [first] = examples;
    const file = join(folder, 'wrong.ts');
    writeFileSync(file, runnable({ title: '', code: (first?.code ?? '').replace("=> 'pass'", "=> 'fail'") }));
    await expect(import(/* @vite-ignore */ file)).rejects.toThrow(/'pass'/);
  });

  test.each(examples)('example "$title" compiles', (example: Example) => {
    expect(errors[examples.indexOf(example)]).toBe('');
  });
});
