import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { HilError } from '../../../../hil/base/hil-error.ts';
import { openEmulated } from '../../../../hil/firmware/emulated/open-emulated.ts';
import { firmwareChosen } from '../../../../hil/firmware/firmware-choice.ts';
import { describeWith } from '../../../needed-tool.ts';
import { outputOf } from '../../sketch/sketch-build.ts';
import { builtTestFirmware, hexBeside } from './test-firmware.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-binary-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = {
  mcu: 'atmega328p',
  clockMhz: 8,
  fuses: { low: '0xC2', high: '0xD9', extended: '0xFF' },
  telemetry: { uart: 0, baud: 9600 },
  pins: { step: 'PD3', enable: 'PD5', sense: 'PD2' },
};

/** Opens a binary with a firmware file beside it. */
function opened(binary: string, content: object = file): ReturnType<typeof openEmulated> {
  writeFileSync(join(folder, 'firmware.json'), JSON.stringify(content));
  const choice = firmwareChosen(binary);
  if (choice === undefined) throw new Error('no firmware');
  return openEmulated(choice);
}

function refusalOf(binary: string, content: object = file): string {
  try {
    opened(binary, content);
  } catch (error) {
    if (error instanceof HilError && error.fault === 'usage') return `${error.code} ${error.message}`;
    throw error;
  }
  throw new Error('the binary was not refused');
}

function compiled(mcu: string, text: string, more: readonly string[] = []): string {
  const [source, elf] = [join(folder, 'source.c'), join(folder, 'source.elf')];
  writeFileSync(source, text);
  outputOf('avr-gcc', [`-mmcu=${mcu}`, '-Os', ...more, source, '-o', elf]);
  return elf;
}

describeWith('avr-g++', 'a binary of the chip', () => {
  test('runs from its elf and from its hex; only the elf tells the RAM', () => {
    const elf = join(folder, 'stepper.elf');
    copyFileSync(builtTestFirmware('stepper'), elf);
    copyFileSync(hexBeside(builtTestFirmware('stepper')), hexBeside(elf));
    const [fromElf, fromHex] = [opened(elf), opened(hexBeside(elf))];
    expect(fromHex.use.flashBytes).toBe(fromElf.use.flashBytes);
    expect([fromElf.use.ramBytes, fromHex.use.ramBytes]).toEqual([4, undefined]);
  });

  test('is refused for another MCU, by its elf and by its hex', () => {
    const elf = compiled('atmega2560', 'int main(void) { return 0; }');
    expect(refusalOf(elf)).toMatch(/PROGRAM_WRONG_MCU .*found "(?:atmega2560|architecture avr6)"/);
    outputOf('avr-objcopy', ['-O', 'ihex', elf, hexBeside(elf)]);
    expect(refusalOf(hexBeside(elf))).toMatch(/WRONG_MCU .* not a program for an ATmega328P/);
  });

  test('is refused for an elf without code', () => {
    const elf = compiled('atmega328p', 'char buffer[4];', ['-nostartfiles', '-nostdlib', '-Wl,--entry=0']);
    expect(refusalOf(elf)).toMatch(/^ELF_EMPTY .*has no code/);
  });

  test.each([
    [{ ...file, fuses: { ...file.fuses, low: '0xC3' } }, /^FUSES_REFUSED .*the internal 128 kHz oscillator/],
    [{ ...file, fuses: { ...file.fuses, low: '0xC4' } }, /^FUSES_REFUSED .*a low-frequency crystal/],
    [{ ...file, clockMhz: 16 }, /^FUSES_CLOCK .*found "16", .*calibrated internal oscillator; allowed: 8/],
    [{ ...file, clockMhz: 7.37 }, /^FIRMWARE_FILE_INVALID [\s\S]*`clockMhz`; allowed: a whole number from 1 to 20/],
  ])('is refused for a clock that the emulator cannot keep (%#)', (content, said) => {
    const elf = join(folder, 'echo.elf');
    copyFileSync(builtTestFirmware('echo'), elf);
    expect(refusalOf(elf, content)).toMatch(said);
  });

  test('is refused if its own fuses differ from those of the file', () => {
    const fuses = '#include <avr/io.h>\nFUSES = {0xC2, 0xD9, 0xFD};\nint main(void) { return 0; }';
    const elf = compiled('atmega328p', fuses);
    expect(refusalOf(elf)).toMatch(/^FUSES_DIFFER `fuses.extended` of firmware.json: found "0xFF"; allowed: 0xFD/);
  });

  test('is refused without its file', () => {
    const elf = builtTestFirmware('echo');
    expect(() => firmwareChosen(elf)).toThrow(/has no `firmware.json` beside it/);
  });
});
