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

/**
 * Compiles the text of a program that imports from `rollerloop`, under strict settings, and returns the compiler's errors.
 * A line `// wrong` demands a type error in the next line.
 */
export function compiled(text: string): string {
  compiler('-b', packagePath('hil'));
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'c-'));
  try {
    const led = Object.entries(MODULES).reduce(
      (led, [name, path]) => led.replaceAll(`from ${name}`, `from ${JSON.stringify(path)}`),
      text,
    );
    const source = led.replace(WRONG, '$1// @ts-expect-' + 'error');
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'consumer.ts'), source);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files: ['consumer.ts'] }));
    return compiler('-p', folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compiler(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [COMPILER, ...args], { encoding: 'utf8' });
  return stdout + stderr;
}
