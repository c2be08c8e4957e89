import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';

const COPIED = [
  'hil/rollerloop.cjs',
  'hil/packing/checkout.js',
  'hil/packing/bundle.ts',
  'hil/packing/command-line.ts',
  'hil/packing/licences.ts',
  'hil/packing/merged-chunks.ts',
  'hil/packing/browser-build.ts',
  'hil/packing/page-bundle.ts',
  'hil/packing/page-code.ts',
  'hil/packing/page-code-plugin.ts',
  'hil/packing/page-entries.ts',
  'hil/viewer/tsconfig.json',
  'hil/base/package-root.ts',
  'hil/tsconfig.json',
  'tsconfig.json',
  'package.json',
];
const CLI = "import { word } from './word.ts';\nexport const program = (): void => console.log(word);\n";

describe('the program of a checkout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-checkout-'));
  const cache = join(folder, 'node_modules/.cache/rollerloop');
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  const program = (): string =>
    execFileSync(process.execPath, [join(folder, 'hil/rollerloop.cjs')], { encoding: 'utf8' });
  const bundles = (): readonly string[] => readdirSync(cache).filter((name) => /^[0-9a-f]{32}$/.test(name));

  beforeAll(() => {
    for (const path of ['hil/packing', 'hil/base', 'hil/viewer', 'node_modules'])
      mkdirSync(join(folder, path), { recursive: true });
    for (const path of COPIED) cpSync(packagePath(path), join(folder, path));
    for (const name of ['tsx', 'esbuild'])
      symlinkSync(packagePath(`node_modules/${name}`), join(folder, 'node_modules', name));
    write('node_modules/.package-lock.json', '{}');
    write('hil/cli.ts', CLI);
    write('hil/word.ts', "export const word = 'one';\n");
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('is bundled once while no file changes', () => {
    expect(program()).toBe('one\n');
    const [bundle = ''] = bundles();
    const builtMs = statSync(join(cache, bundle, 'cli.cjs')).mtimeMs;
    expect(program()).toBe('one\n');
    expect(bundles()).toEqual([bundle]);
    expect(statSync(join(cache, bundle, 'cli.cjs')).mtimeMs).toBe(builtMs);
  });

  test('follows a change that keeps size and time of a file', () => {
    const path = join(folder, 'hil/word.ts');
    const { atime, mtime } = statSync(path);
    write('hil/word.ts', "export const word = 'two';\n");
    utimesSync(path, atime, mtime);
    expect(program()).toBe('two\n');
  });

  test('follows installed packages', () => {
    const before = bundles().length;
    write('node_modules/.package-lock.json', '{"changed":true}');
    expect(program()).toBe('two\n');
    expect(bundles()).toHaveLength(before + 1);
  });

  test('is bundled again when the cache is damaged or gone', () => {
    write('node_modules/.cache/rollerloop/newest.json', '{"digest":');
    expect(program()).toBe('two\n');
    renameSync(cache, join(folder, 'moved'));
    expect(program()).toBe('two\n');
  });
});
