import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../../hil/base/package-root.ts';

/** Folder of a consumer inside the project, so that the compiler finds its packages. */
const FOLDER = packagePath('node_modules/.cache/consumers');
const COMPILER = packagePath('node_modules/typescript/bin/tsc');
const OPTIONS = {
  target: 'es2023',
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};
/** Declarations that `tsc -b` writes, by the names under which a consumer imports them. */
const MODULES: Readonly<Record<string, string>> = {
  "'rollerloop'": packagePath('node_modules/.cache/types/hil/library.js'),
  "'rollerloop/vitest'": packagePath('node_modules/.cache/types/hil/vitest/testing.js'),
};
/** A line with this comment has to be a type error in the line behind it. */
const WRONG = /^( *)\/\/ wrong$/gm;

/** Name of a program's file, and what the compiler says about it. */
const ERROR = /^.*program-(\d+)\.ts\(/;

/**
 * Compiles the text of a program that imports from `rollerloop`, under strict settings, and returns the compiler's errors.
 * A line `// wrong` demands a type error in the next line.
 */
export function compiled(text: string): string {
  return compiledAll([text])[0] ?? '';
}

/** Compiles programs in one run of the compiler, which costs half a second of CPU time. Returns the errors of each. */
export function compiledAll(texts: readonly string[]): readonly string[] {
  compiler('-b', packagePath('hil'));
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'c-'));
  try {
    const files = texts.map((_text, index) => `program-${index}.ts`);
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, `program-${index}.ts`), sourceOf(text));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files }));
    return errorsByFile(compiler('-p', folder), texts.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the text with its imports led to the declarations. */
function sourceOf(text: string): string {
  const led = Object.entries(MODULES).reduce(
    (led, [name, path]) => led.replaceAll(`from ${name}`, `from ${JSON.stringify(path)}`),
    text,
  );
  return led.replace(WRONG, '$1// @ts-expect-' + 'error');
}

/** Splits the compiler's output by file. A line without a file belongs to the error above it, or to all files. */
function errorsByFile(output: string, fileCount: number): readonly string[] {
  const errors = new Array<string>(fileCount).fill('');
  let file: number | undefined;
  for (const line of output.split('\n').filter((one) => one !== '')) {
    const named = ERROR.exec(line)?.[1];
    if (named !== undefined) file = Number(named);
    for (const index of file === undefined ? errors.keys() : [file]) errors[index] += `${line}\n`;
  }
  return errors;
}

function compiler(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [COMPILER, ...args], { encoding: 'utf8' });
  return stdout + stderr;
}
