import { describe, expect, test } from 'vitest';
import { lineUnitsOf } from '../../../hil/coverage/line-program.ts';

const word = (value: number): readonly number[] => [value & 0xff, (value >> 8) & 0xff, 0, 0];
const text = (value: string): readonly number[] => [...Buffer.from(value, 'latin1'), 0];

interface Head {
  readonly version?: number;
  readonly lineRange?: number;
}

/** A line table with line base -5, opcode base 10, and the files `a.c` and `in/b.h`. */
function table(program: readonly number[], { version = 2, lineRange = 14 }: Head = {}): Uint8Array {
  const numbers = [2, ...(version >= 4 ? [1] : []), 1, 0xfb, lineRange, 10, 0, 1, 1, 1, 1, 0, 0, 0, 1];
  const names = [...text('in'), 0, ...text('a.c'), 0, 0, 0, ...text('b.h'), 1, 0, 0, 0];
  const rest = [...numbers, ...names];
  const body = [version, 0, ...word(rest.length), ...rest, ...program];
  return Uint8Array.from([...word(body.length), ...body]);
}

const setAddress = (address: number): readonly number[] => [0, 5, 2, ...word(address)];
const END = [0, 1, 1];
const COPY = 1;

const shown = (bytes: Uint8Array): readonly string[] =>
  lineUnitsOf(bytes).flatMap(({ rows }) =>
    rows.map((row) => `${row.address} ${row.isEnd ? 'end' : `${row.file}:${row.line}`}`),
  );

describe('the line program', () => {
  test('a special opcode advances address and line together', () => {
    // Opcode 10 + 14 + 5 + 3: one word further, three lines on.
    expect(shown(table([...setAddress(64), COPY, 32, 2, 1, ...END]))).toEqual(['64 a.c:1', '66 a.c:4', '68 end']);
  });

  test('negative steps of the line and another file are followed', () => {
    const program = [...setAddress(0), 3, 20, COPY, 4, 2, 3, 0x70, 9, 2, 0, COPY, 9, 2, 0, ...END];
    expect(shown(table(program))).toEqual(['0 a.c:21', '2 in/b.h:5', '4 end']);
  });

  test('a constant advance is that of special opcode 255', () => {
    expect(shown(table([...setAddress(0), COPY, 8, COPY, ...END]))).toEqual(['0 a.c:1', '34 a.c:1', '34 end']);
  });

  test('a sequence starts at line 1 of the first file again', () => {
    const program = [...setAddress(0), 3, 9, COPY, 2, 1, ...END, ...setAddress(8), COPY, 2, 1, ...END];
    expect(shown(table(program))).toEqual(['0 a.c:10', '2 end', '8 a.c:1', '10 end']);
  });

  test('version 4 has one more field in its header', () => {
    expect(shown(table([...setAddress(2), COPY, 2, 1, ...END], { version: 4 }))).toEqual(['2 a.c:1', '4 end']);
  });

  test.each([
    ['another version', table([...END], { version: 5 }), /found "version 5"; allowed: 2, 3, 4/],
    ['a line range of 0', table([...END], { lineRange: 0 }), /found "line range 0"; allowed: at least 1/],
    ['a file that has no name', table([4, 9, COPY]), /found "file 9"; allowed: less than 3/],
    ['a cut section', table([...END]).subarray(0, 30), /a unit up to byte/],
    ['an endless number', table([2, ...Array<number>(9).fill(0xff)]), /a number of more than 7 bytes/],
  ])('%s is refused by name', (_what, bytes, message) => {
    expect(() => lineUnitsOf(bytes)).toThrow(message);
  });
});
