import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../../../hil/files/make-folder.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-folder-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder', () => {
  test('is made with all folders above it, and stays if it exists', () => {
    const path = join(folder, 'a', 'b', 'c');
    makeFolder(path);
    makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  test('is refused in place of a file and below it', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(file)).toThrow('EEXIST');
    expect(() => makeFolder(join(file, 'below'))).toThrow('ENOTDIR');
  });

  test.skipIf(!existsSync('/proc/self'))('is refused where the file system takes none, instead of trying on', () => {
    expect(() => makeFolder('/proc/rollerloop')).toThrow('ENOENT');
    expect(() => makeFolder('/proc/rollerloop/below')).toThrow('ENOENT');
  });
});
