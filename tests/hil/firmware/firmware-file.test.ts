import { describe, expect, test } from 'vitest';
import { type FirmwareFile, wiringDefaults } from '../../../hil/firmware/firmware-file.ts';
import { readFirmwareFile } from '../../../hil/firmware/read-firmware-file.ts';
import { problemText } from '../../../hil/yaml/problem.ts';

const chip = {
  mcu: 'atmega328p',
  clockMhz: 8,
  fuses: { low: '0xE2', high: '0xD9', extended: '0xFF' },
  telemetry: { uart: 0, baud: 9600 },
  pins: { step: 'PD3', enable: 'PD5', sense: 'PD2', piezo: 'PB1', battery: 'ADC0' },
};

function read(content: object | string, needsChip = false): FirmwareFile | readonly string[] {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const result = readFirmwareFile(text, 'firmware.json', needsChip);
  return result.ok ? result.file : result.problems.map(problemText);
}

const withPins = (pins: object): object => ({ ...chip, pins: { ...chip.pins, ...pins } });

describe('a firmware file', () => {
  test('needs no key for a native firmware, and has defaults', () => {
    expect(read({})).toMatchObject({ logResolutionS: 1, clockDriftPpm: 0, nonVolatileBytes: 1024 });
  });

  test('gives the chip with its fuses as numbers', () => {
    const file = read({ name: 'mine', models: ['synchromed-ii'], ...chip }, true);
    expect(file).toMatchObject({ name: 'mine', models: ['synchromed-ii'] });
    expect((file as FirmwareFile).chip).toEqual({
      ...chip,
      fuses: { low: 0xe2, high: 0xd9, extended: 0xff },
      wiring: wiringDefaults,
    });
  });

  test('keeps the connections that differ from the assumed ones', () => {
    const wiring = { enableActive: 'low', batteryUpperOhm: 300_000, batteryLowerOhm: 100_000, supplyMv: 3300 };
    const file = read({ ...chip, wiring }, true) as FirmwareFile;
    expect(file.chip?.wiring).toEqual({ ...wiringDefaults, ...wiring });
  });

  test('may drive the motor by two coil pins', () => {
    const { step: _step, enable: _enable, ...rest } = chip.pins;
    const file = read({ ...chip, pins: { ...rest, coilA: 'PD3', coilB: 'PD4' } }, true) as FirmwareFile;
    expect(file.chip?.pins).toMatchObject({ coilA: 'PD3', coilB: 'PD4' });
  });

  test('is refused with the place of a wrong key and the nearest name', () => {
    expect(read('{\n  "verb": ["IDENT"]\n}')).toEqual([
      expect.stringMatching(/^firmware\.json:2:3: found key "verb"; allowed: .*; did you mean `verbs`\?$/),
    ]);
  });

  test.each<[string, object, RegExp]>([
    [
      'a verb outside the table',
      { verbs: ['INTEROGATE'] },
      /found "INTEROGATE" for `verbs`; .* did you mean INTERROGATE\?/,
    ],
    [
      'a verb twice',
      { verbs: ['IDENT', 'PROGBEGIN', 'PROGMODE', 'PROGCOMMIT', 'IDENT'] },
      /:1:\d+: found "IDENT" twice; allowed: each verb once/,
    ],
    ['verbs without a commit', { verbs: ['PROGBEGIN', 'PROGMODE'] }, /found no "PROGCOMMIT" in `verbs`/],
    ['an unknown model', { models: ['synchromed-iii'] }, /did you mean synchromed-ii\?/],
    [
      'a resolution below the wire',
      { logResolutionS: 0 },
      /found "?0"? for `logResolutionS`; allowed: a whole number from 1/,
    ],
    ['a drift beyond 1 %', { clockDriftPpm: 20_000 }, /`clockDriftPpm`; allowed: a number from 0 to 10000/],
    [
      'two signals on one pin',
      withPins({ piezo: 'PD3' }),
      /found `piezo` on "PD3", the pin of `step`; allowed: one signal/,
    ],
    [
      'a signal on the pin of telemetry',
      withPins({ sense: 'PD0' }),
      /`sense` on "PD0", the pin of telemetry \(UART 0\)/,
    ],
    ['two names of one pin', withPins({ piezo: 'PC0' }), /found `battery` on "ADC0", the pin of `piezo`/],
    ['a battery on a port pin', withPins({ battery: 'PC1' }), /found "PC1" for `battery`; allowed: an analog input/],
    ['a step on an analog input', withPins({ step: 'ADC6' }), /found "ADC6" for `step`; allowed: a port pin/],
    ['an unknown pin', withPins({ sense: 'PD9' }), /found "PD9" for `sense`; allowed: PB0, /],
    ['a direction', withPins({ dir: 'PD4' }), /found key "dir"; allowed: `step`, `enable`, `coilA`, `coilB`, /],
    [
      'a signal on a pin of the crystal',
      { ...withPins({ piezo: 'PB6' }), fuses: { ...chip.fuses, low: '0xFF' } },
      /`piezo` on "PB6", the pin of the clock source/,
    ],
    [
      'a divider without ground',
      { ...chip, wiring: { batteryLowerOhm: 0 } },
      /found "?0"? for `batteryLowerOhm`; allowed: a whole number from 1/,
    ],
    ['the reset pin', withPins({ sense: 'PC6' }), /found "PC6" for `sense`/],
    ['a step and a coil', withPins({ coilA: 'PB2' }), /found a coil together with `step`/],
    ['no motor', withPins({ step: undefined }), /found no pin that moves the motor; allowed: `step`/],
    [
      'a wake time without its byte',
      { ...chip, telemetry: { uart: 0, baud: 9600, wakeUs: 5 } },
      /`wakeUs` without `wakeByte`/,
    ],
    ['another chip', { ...chip, mcu: 'atmega2560' }, /found "atmega2560" for `mcu`; allowed: atmega328p/],
    [
      'a fuse that is no byte',
      { ...chip, fuses: { ...chip.fuses, low: 'E2' } },
      /found "E2" for `low`; allowed: a byte in hex/,
    ],
    ['a part of a chip', { mcu: 'atmega328p' }, /found no `clockMhz`, `fuses`, `pins`, `telemetry`; allowed: `mcu`/],
  ])('is refused for %s', (_what, content, said) => {
    expect(read(content)).toEqual([expect.stringMatching(said)]);
  });

  test('of a binary for a chip names the chip', () => {
    expect(read({ name: 'mine' }, true)).toEqual([
      expect.stringMatching(/found no `mcu`, .* which a binary for a chip needs$/),
    ]);
  });

  test('that is no JSON is refused with the place', () => {
    expect(read('{\n  "name": "a",\n}')).toEqual([expect.stringContaining('a JSON error')]);
  });
});
