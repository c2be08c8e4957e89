import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { flashOf } from '../../../../hil/avr/files/hex-file.ts';
import { packagePath } from '../../../../hil/base/package-root.ts';

const hex = readFileSync(packagePath('hil/sketch/rig.hex'), 'latin1');
const lines = hex.split(/\r?\n/).filter((line) => line !== '');

function record(address: number, kind: number, data: readonly number[]): string {
  const bytes = [data.length, address >> 8, address & 0xff, kind, ...data];
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return `:${[...bytes, -sum & 0xff].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const END = ':00000001FF';
const jump = [0x0c, 0x94, 0x34, 0x00];
const vectors = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => record(4 * i, 0, jump)).concat(record(4 * count, 0, [0x11, 0x24]), END);

describe('a program from a hex file', () => {
  test('is the sketch: 26 vectors, then code', () => {
    const flash = flashOf(hex, 'rig.hex');
    expect(flash).toHaveLength(16_384);
    expect(flash[0]).toBe(0x940c);
  });

  test.each([
    [
      'a flipped digit',
      [...lines.slice(0, 9), (lines[9] as string).replace(/.$/, 'G'), ...lines.slice(10)],
      /:10 is not a record/,
    ],
    [
      'a wrong checksum',
      [...lines.slice(0, 9), (lines[9] as string).replace(/..$/, '00'), ...lines.slice(10)],
      /:10 has a checksum that does not match/,
    ],
    [
      'a line cut short',
      [...lines.slice(0, 9), (lines[9] as string).slice(0, -2), ...lines.slice(10)],
      /:10 declares 16 bytes/,
    ],
    ['no end record', lines.slice(0, -1), /not an end record/],
    ['text after the end', [...lines, lines[3] as string], /after the end record/],
    ['a record of another kind', [record(0, 9, []), END], /unknown kind 9/],
    ['nothing', [''], /not an end record/],
  ])('%s is refused with its line', (_what, broken, message) => {
    expect(() => flashOf(broken.join('\n'), 'a.hex')).toThrow(message);
  });

  test.each([
    ['no code', [':00000001FF'], /"\S+" is not a program for an ATmega328P with 32 KiB: it has no code/],
    ['an ATmega2560', vectors(57), /57 interrupt vectors instead of 26/],
    ['an ATtiny85', [record(0, 0, [0x0e, 0xc0, 0x15, 0xc0]), END], /0 interrupt vectors/],
    [
      'more flash than there is',
      [record(0, 4, [0, 1]), record(0, 0, jump), END],
      /has 65540 bytes; allowed: at most 32768/,
    ],
  ])('a file built for %s is refused', (_chip, wrong, message) => {
    expect(() => flashOf(wrong.join('\n'), 'a.hex')).toThrow(message);
  });

  test('26 vectors are accepted, relaxed ones as well', () => {
    expect(flashOf(vectors(26).join('\r\n'), 'a.hex')[51]).toBe(0x0034);
    const relaxed = Array.from({ length: 26 }, (_, i) => record(4 * i, 0, [0x33, 0xc0, 0, 0]));
    expect(flashOf([...relaxed, record(104, 0, [0x11, 0x24]), END].join('\n'), 'a.hex')[0]).toBe(0xc033);
  });
});
