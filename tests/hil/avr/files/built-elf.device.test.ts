import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProgram } from '../../../../hil/avr/files/program-file.ts';
import { describeWith } from '../../../needed-tool.ts';
import { outputOf } from '../../sketch/sketch-build.ts';

const SOURCE = `
#include <avr/eeprom.h>
#include <avr/io.h>
uint8_t EEMEM kept[3] = {1, 2, 3};
volatile uint16_t counter = 0x1234;
int main(void) { for (;;) { counter += eeprom_read_byte(kept); } }
`;
const FUSES = '#include <avr/fuse.h>\nFUSES = {.low = 0xE2, .high = 0xD9, .extended = 0xFF};\n';

describeWith('avr-g++', 'a program that avr-gcc built', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollerloop-elf-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function built(
    mcu: string,
    more = '',
    flags: readonly string[] = [],
  ): { readonly elf: string; readonly hex: string } {
    const [source, elf, hex] = ['c', 'elf', 'hex'].map((end) => join(folder, `${mcu}.${end}`)) as [
      string,
      string,
      string,
    ];
    writeFileSync(source, SOURCE + more);
    outputOf('avr-gcc', [`-mmcu=${mcu}`, '-Os', '-gdwarf-4', ...flags, source, '-o', elf]);
    outputOf('avr-objcopy', ['-O', 'ihex', '-R', '.eeprom', '-R', '.fuse', elf, hex]);
    return { elf, hex };
  }
  const read = (path: string): ReturnType<typeof readProgram> => readProgram(readFileSync(path), path);

  test('gives the same flash from elf and hex, and EEPROM, fuses, debug lines', () => {
    const { elf, hex } = built('atmega328p', FUSES);
    const program = read(elf);
    expect(program.flash).toEqual(read(hex).flash);
    expect(program.eeprom).toEqual(Uint8Array.of(1, 2, 3));
    expect(program.fuses).toEqual({ low: 0xe2, high: 0xd9, extended: 0xff });
    expect(program.sections.get('.debug_line')?.length).toBeGreaterThan(50);
    expect(program.symbols.find(({ name }) => name === 'main')).toMatchObject({ kind: 'function', space: 'flash' });
  });

  test.each([
    ['atmega168', 'found "atmega168"; allowed: atmega328p, atmega328'],
    ['atmega2560', 'found "architecture avr6"; allowed: avr5'],
    ['atmega32u4', 'found "atmega32u4"'],
    ['attiny85', 'found "architecture avr25"'],
  ])('for an %s is refused by the name of that MCU', (mcu, message) => {
    expect(() => read(built(mcu).elf)).toThrow(message);
  });

  test.each(['atmega2560', 'atmega32u4', 'attiny85'])('for an %s is refused as a hex file too', (mcu) => {
    expect(() => read(built(mcu).hex)).toThrow('interrupt vectors instead of 26');
  });
});
