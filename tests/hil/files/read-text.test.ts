import { mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readText } from '../../../hil/files/read-text.ts';
import { makeFifo } from './special-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readText(path, { shownAs: './mine', bytesMax: 10, code: 'MINE' });
const path = (name: string): string => join(folder, name);

describe('a text file', () => {
  test('is read up to its limit, and no byte further', () => {
    writeFileSync(path('ten'), '123456789\u007f');
    writeFileSync(path('eleven'), '12345678901');
    expect(read(path('ten'))).toBe('123456789\u007f');
    expect(() => read(path('eleven'))).toThrow('"./mine" has 11 bytes; allowed: at most 10 bytes.');
  });

  test.each([
    ['of gzip', '1f8b0800', 'is packed by gzip'],
    ['in Latin-1, by its second line', '610ae4620a', 'has a byte in line 2 that is not UTF-8'],
    ['with a letter that its end cuts', '610a620ac3', 'has a byte in line 3 that is not UTF-8'],
  ])('%s is refused', (_what, hex, found) => {
    writeFileSync(path('other'), Buffer.from(hex, 'hex'));
    const refused = { code: 'MINE_UNREADABLE', message: `"./mine" ${found}; allowed: a text in UTF-8.` };
    expect(() => read(path('other'))).toThrow(expect.objectContaining(refused));
  });

  test('in UTF-8 keeps its letters', () => {
    writeFileSync(path('other'), '\ufeff\u00e4\u6db2');
    expect(read(path('other'))).toBe('\ufeff\u00e4\u6db2');
  });

  test('of 64 GB is refused by its size', () => {
    writeFileSync(path('huge'), '');
    truncateSync(path('huge'), 64 * 2 ** 30);
    expect(() => read(path('huge'))).toThrow(expect.objectContaining({ code: 'MINE_TOO_LONG', fault: 'usage' }));
  });

  test.skipIf(process.platform !== 'linux')('that states a size of 0 is limited while it is read', () => {
    expect(() => read('/proc/self/status')).toThrow('"./mine" has more than 10 bytes; allowed: at most 10 bytes.');
  });

  test.skipIf(process.platform !== 'linux')('that states a size of 0 is read to its end', () => {
    const path = '/proc/filesystems';
    const text = readFileSync(path, 'utf8');
    expect(text.length).toBeGreaterThan(10);
    expect(readText(path, { shownAs: path, bytesMax: 1_000_000, code: 'MINE' })).toBe(text);
  });

  test.each([
    ['little-endian', [0xff, 0xfe, 0x61, 0]],
    ['big-endian', [0xfe, 0xff, 0, 0x61]],
  ])('in %s UTF-16 is refused, since its letters would be unreadable', (_order, bytes) => {
    writeFileSync(path('wide'), Uint8Array.from(bytes));
    expect(() => read(path('wide'))).toThrow('"./mine" is a text in UTF-16; allowed: a text in UTF-8.');
  });

  test.each([
    ['cannot be read (ENOENT).', 'nowhere'],
    ['is a directory; allowed: a regular file of at most 10 bytes.', '.'],
  ])('that cannot be read is refused: %s', (why, name) => {
    expect(() => read(path(name))).toThrow(`"./mine" ${why}`);
  });

  test.skipIf(process.platform === 'win32')('is not a device, not a FIFO, and not a link to one', () => {
    symlinkSync('/dev/zero', path('zero.yaml'));
    makeFifo(path('fifo'));
    expect(() => read(path('zero.yaml'))).toThrow('"./mine" is a device; allowed: a regular file of at most 10 bytes.');
    expect(() => read(path('fifo'))).toThrow('"./mine" is a FIFO; allowed: a regular file of at most 10 bytes.');
  });
});
