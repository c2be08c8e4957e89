import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { licencesText, packageFolders } from '../../../hil/packing/licences.ts';

describe('licences of bundled packages', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollerloop-licences-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function made(name: string, files: Readonly<Record<string, string>>): string {
    const path = join(folder, name);
    mkdirSync(path);
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.2.3', license: 'MIT' }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  }

  test('finds the innermost package of each file, once, and none for project files', () => {
    const files = [
      'node_modules/yaml/dist/a.js',
      'node_modules/yaml/b.js',
      'hil/bench.ts',
      'node_modules/@serialport/stream/node_modules/debug/src/index.js',
    ];
    expect(packageFolders(files)).toEqual(['node_modules/@serialport/stream/node_modules/debug', 'node_modules/yaml']);
  });

  test('prints a shared text once, below all packages that it is for', () => {
    const text = licencesText([
      made('a', { LICENSE: 'Do as you like.\n' }),
      made('b', { 'licence.md': 'Do as you like.' }),
      made('c', { COPYING: 'Ask first.', NOTICE: 'By C.' }),
    ]);
    expect(text.match(/Do as you like\./g)).toHaveLength(1);
    expect(text).toMatch(/a 1\.2\.3 \(MIT\)\nb 1\.2\.3 \(MIT\)\n-+\n\nDo as you like\./);
    expect(text).toMatch(/c 1\.2\.3 \(MIT\)\n-+\n\nAsk first\./);
    expect(text).toMatch(/c 1\.2\.3 \(MIT\)\n-+\n\nBy C\./);
  });

  test('prints the continuation of a text alone, below its own packages', () => {
    const text = licencesText([
      made('a', { LICENSE: 'Do as you like.' }),
      made('b', { LICENSE: 'Do as you like.\n\nIt contains code of C.' }),
    ]);
    expect(text).toMatch(/a 1\.2\.3 \(MIT\)\nb 1\.2\.3 \(MIT\)\n-+\n\nDo as you like\./);
    expect(text).toMatch(/-\nb 1\.2\.3 \(MIT\)\n-+\n\nIt contains code of C\./);
    expect(text.match(/Do as you like\./g)).toHaveLength(1);
  });

  test('refuses a package without a licence file', () => {
    expect(() => licencesText([made('bare', { 'README.md': 'Free.' })])).toThrow('"bare" 1.2.3: no licence file');
  });
});
