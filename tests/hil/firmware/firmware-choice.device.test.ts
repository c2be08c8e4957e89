import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { firmwareChosen } from '../../../hil/firmware/firmware-choice.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-firmware-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content = '', mode = 0o644): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const chip = {
  mcu: 'atmega328p',
  clockMhz: 8,
  fuses: { low: '0xE2', high: '0xD9', extended: '0xFF' },
  telemetry: { uart: 0, baud: 9600 },
  pins: { step: 'PD3', sense: 'PD2' },
};

const program = file('pump', '#!/bin/sh\n', 0o755);
const text = file('notes.txt');
const hexAlone = file('alone.hex');
mkdirSync(join(folder, 'project', 'build'), { recursive: true });
const built = file('project/build/pump', '#!/bin/sh\n', 0o755);
const textToRun = file('notes', 'hello\n', 0o755);
const hexToRun = file('run.hex', ':00000001FF\n', 0o755);
const elfOfChip = file('avr.elf', `\x7fELF${'\0'.repeat(14)}\x53\0`, 0o755);
const hex = file('project/build/pump.hex');
file('project/firmware.json', JSON.stringify({ name: 'mine', ...chip }));

describe('the chosen firmware', () => {
  test('is the model of the bench by its name', () => {
    expect(firmwareChosen('model')).toBeUndefined();
  });

  test('is a program, described by its file in the folder above', () => {
    expect(firmwareChosen(`native:${built}`)).toMatchObject({ kind: 'native', path: built, file: { name: 'mine' } });
    expect(firmwareChosen(`native:${program}`)).toMatchObject({ kind: 'native', file: { logResolutionS: 1 } });
  });

  test('is a binary of a chip by its ending', () => {
    expect(firmwareChosen(hex)).toMatchObject({ kind: 'emulated', path: hex, file: { chip: { clockMhz: 8 } } });
  });

  test.each<[string, string, RegExp]>([
    ['modle', 'FIRMWARE_UNKNOWN', /Unknown firmware "modle"; allowed: model, native:PATH.* Did you mean "model"\?/],
    ['nativ:./pump', 'FIRMWARE_UNKNOWN', /Did you mean "native:.\/pump"\?/],
    ['native:', 'FIRMWARE_UNKNOWN', /Give the path of a program/],
    [program, 'FIRMWARE_UNKNOWN', /Did you mean "native:.*pump"\?/],
    [folder, 'FIRMWARE_UNKNOWN', /It is a directory/],
    ['/dev/ttyACM0', 'FIRMWARE_UNKNOWN', /A board with the firmware cannot stand in the pump's place yet/],
    ['COM3', 'FIRMWARE_UNKNOWN', /A board with the firmware/],
    [`native:${folder}/nowhere`, 'FIRMWARE_UNREADABLE', /nowhere" is no file of this machine; allowed: a file/],
    [`native:${folder}`, 'FIRMWARE_UNREADABLE', /is a directory; allowed: a file/],
    [`native:${text}`, 'FIRMWARE_NOT_EXECUTABLE', /notes.txt" is not executable/],
    [`native:${textToRun}`, 'FIRMWARE_NO_PROGRAM', /notes" is no program, though it may be executed/],
    [`native:${hexToRun}`, 'FIRMWARE_NO_PROGRAM', /run.hex" is no program/],
    [`native:${elfOfChip}`, 'FIRMWARE_NO_PROGRAM', /avr.elf" is no program/],
    ['./nowhere.hex', 'FIRMWARE_UNREADABLE', /is no file of this machine/],
    [hexAlone, 'FIRMWARE_FILE_MISSING', /has no `firmware.json` beside it/],
  ])('is refused: %s', (asked, code, message) => {
    expect(() => firmwareChosen(asked)).toThrow(
      expect.objectContaining({ code, fault: 'usage', message: expect.stringMatching(message) }),
    );
  });

  test('is refused with every problem of its file', () => {
    mkdirSync(join(folder, 'wrong'));
    const path = file('wrong/pump', '#!/bin/sh\n', 0o755);
    file('wrong/firmware.json', '{ "nam": "a",\n "logResolutionS": 0 }');
    expect(() => firmwareChosen(`native:${path}`)).toThrow(
      /2 problems in .*firmware\.json; nothing was run.\n.*:1:3: .*\n.*:2:/,
    );
  });
});
