import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProgram } from '../../../../hil/avr/files/program-file.ts';
import { HilError } from '../../../../hil/base/hil-error.ts';
import { runCount } from '../../../run-count.ts';
import { type BuiltSymbol, builtElf, type ElfParts } from './elf-builder.ts';

const VECTORS = 26;
const JMP = 0x940c;
const NOP = 0;
const RJMP_SELF = 0xcfff;
const MAIN_WORD = 2 * VECTORS;

/** Bytes of a program whose vectors all jump to `code`. */
function codeOf(code: readonly number[]): readonly number[] {
  const vectors = Array.from({ length: VECTORS }, () => [JMP, MAIN_WORD]).flat();
  return [...vectors, ...code].flatMap((word) => [word & 0xff, word >> 8]);
}

function hexOf(bytes: readonly number[]): Uint8Array {
  const lines: string[] = [];
  const record = (all: readonly number[]): void => {
    const sum = -all.reduce((total, byte) => total + byte, 0) & 0xff;
    lines.push(`:${[...all, sum].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')}`);
  };
  for (let at = 0; at < bytes.length; at += 16) {
    const data = bytes.slice(at, at + 16);
    record([data.length, at >> 8, at & 0xff, 0, ...data]);
  }
  record([0, 0, 0, 1]);
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

const symbols: readonly BuiltSymbol[] = [
  { name: 'main', value: 2 * MAIN_WORD, size: 2, info: 0x12 },
  { name: 'counter', value: 0x80_0100, size: 2, info: 0x11 },
  { name: 'kept', value: 0x81_0004, size: 1, info: 0x11 },
];
const parts: ElfParts = {
  device: 'atmega328p',
  segments: [
    { address: 0, content: codeOf([RJMP_SELF]) },
    { address: 0x81_0000, content: [1, 2, 3, 4, 5] },
    { address: 0x82_0000, content: [0xe2, 0xd9, 0xff] },
  ],
  symbols,
};
const elf = (change: Partial<ElfParts> = {}): Uint8Array => builtElf({ ...parts, ...change });

describe('an elf file', () => {
  test('gives flash, EEPROM, fuses, symbols by memory, and sections', () => {
    const { flash, eeprom, fuses, symbols: found, sections } = readProgram(elf(), 'pump.elf');
    expect([flash.length, flash[0], flash[MAIN_WORD], flash[MAIN_WORD + 1]]).toEqual([0x4000, JMP, RJMP_SELF, 0xffff]);
    expect(eeprom).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
    expect(fuses).toEqual({ low: 0xe2, high: 0xd9, extended: 0xff });
    expect(found).toEqual([
      { name: 'main', kind: 'function', space: 'flash', address: 2 * MAIN_WORD, sizeBytes: 2 },
      { name: 'counter', kind: 'object', space: 'sram', address: 0x100, sizeBytes: 2 },
      { name: 'kept', kind: 'object', space: 'eeprom', address: 4, sizeBytes: 1 },
    ]);
    expect([...sections.keys()]).toContain('.note.gnu.avr.deviceinfo');
  });

  test('without the note of its MCU is accepted by its architecture', () => {
    const { device: _, ...unnamed } = parts;
    expect(readProgram(builtElf(unnamed), 'pump.elf').flash[0]).toBe(JMP);
  });

  test.each<[string, Partial<ElfParts>, string]>([
    ['another machine', { machine: 62 }, 'found "machine 62"; allowed: 83 (AVR).'],
    ['another architecture', { flags: 6 }, 'found "architecture avr6"; allowed: avr5.'],
    ['another MCU', { device: 'atmega32u4' }, 'found "atmega32u4"; allowed: atmega328p, atmega328.'],
    ['an unlinked file', { type: 1 }, '"pump.elf": found "type 1"; allowed: 2, a linked program.'],
    ['no code', { segments: [] }, '"pump.elf" has no code: 0 bytes for flash; allowed: at least 2.'],
    [
      'code beyond flash',
      { segments: [{ address: 32_767, content: [1, 2] }] },
      'found "32769 bytes of flash"; allowed: at most 32768.',
    ],
    [
      'bytes beyond the EEPROM',
      { segments: [...parts.segments, { address: 0x81_0400, content: [1] }] },
      'found "1025 bytes of EEPROM"; allowed: at most 1024.',
    ],
    [
      'values for SRAM',
      { segments: [{ address: 0x80_0100, content: [1] }] },
      'found "1 bytes for SRAM at 0x800100"; allowed: initial values of variables in flash',
    ],
    ['two fuse bytes', { segments: [{ address: 0x82_0000, content: [1, 2] }] }, 'found "2 fuse bytes"; allowed: 3.'],
  ])('with %s is refused', (_, change, message) => {
    expect(() => readProgram(elf(change), 'pump.elf')).toThrow(message);
  });

  test('cut off anywhere is refused, and never throws anything but HilError', () => {
    const whole = elf();
    for (let length = 4; length < whole.length; length += 1) {
      expect(() => readProgram(whole.slice(0, length), 'pump.elf')).toThrow(HilError);
    }
  });

  test('with random bytes changed is read or refused by name', () => {
    const change = fc.tuple(fc.nat(elf().length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = elf();
        for (const [at, value] of changes) bytes[at] = value;
        readOrRefuse(bytes);
      }),
      { numRuns: runCount({ quick: 300, long: 20_000 }) },
    );
  });
});

/** Reads a program. Any failure but a refusal that names the file fails the test. */
function readOrRefuse(bytes: Uint8Array): void {
  try {
    expect(readProgram(bytes, 'pump.elf').flash.length).toBe(0x4000);
  } catch (error) {
    if (!(error instanceof HilError)) throw error;
    expect(error.message).toContain('pump.elf');
    expect(error.fault).toBe('usage');
  }
}

describe('a hex file', () => {
  test('gives the flash', () => {
    expect(readProgram(hexOf(codeOf([RJMP_SELF])), 'pump.hex').flash[MAIN_WORD]).toBe(RJMP_SELF);
  });

  test('with random characters changed is read or refused by name', () => {
    const text = hexOf(codeOf([RJMP_SELF]));
    const change = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(text.length), (changes, length) => {
        const bytes = text.slice();
        for (const [at, value] of changes) bytes[at] = value;
        readOrRefuse(bytes);
        readOrRefuse(bytes.slice(0, length));
      }),
      { numRuns: runCount({ quick: 300, long: 20_000 }) },
    );
  });
});

describe('code that the vectors reach', () => {
  const at = `at byte 0x${(2 * MAIN_WORD + 2).toString(16).toUpperCase()}`;

  test.each([
    ['EIJMP', [0x9419]],
    ['EICALL', [0x9519]],
    ['ELPM', [0x95d8]],
    ['ELPM', [0x9007]],
    ['JMP to byte 0x8000', [0x940c, 0x4000]],
    ['CALL to byte 0x20000', [0x940f, 0x0000]],
    ['LDS at address 0x900', [0x9000, 0x0900]],
    ['STS at address 0x1FFF', [0x9210, 0x1fff]],
  ])('with %s is refused', (found, code) => {
    const content = codeOf([NOP, ...code]);
    for (const bytes of [hexOf(content), elf({ segments: [{ address: 0, content }] })])
      expect(() => readProgram(bytes, 'pump')).toThrow(
        `"pump" is not a program for an ATmega328P: found "${found}" ${at}`,
      );
  });

  test('is followed through branches, calls and skips, not into tables', () => {
    const table = [0x9419, 0x9519];
    const skipOverTable = [0x1000, 0xc002, ...table, RJMP_SELF]; // CPSE r0, r0; RJMP +2
    expect(readProgram(hexOf(codeOf([0xc002, ...table, RJMP_SELF])), 'pump').flash[MAIN_WORD]).toBe(0xc002);
    expect(() => readProgram(hexOf(codeOf(skipOverTable)), 'pump')).toThrow('found "EIJMP"');
    expect(() => readProgram(hexOf(codeOf([0xf009, RJMP_SELF, 0x9419])), 'pump')).toThrow('found "EIJMP"'); // BREQ +1
    expect(() => readProgram(hexOf(codeOf([0xd001, RJMP_SELF, 0x9419])), 'pump')).toThrow('found "EIJMP"'); // RCALL +1
  });
});
