import { expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { HilError } from '../../../../hil/base/hil-error.ts';
import type { TelemetryWire } from '../../../../hil/firmware/firmware-file.ts';
import { describeWith } from '../../../needed-tool.ts';
import { firstOf, longTest } from '../../../run-count.ts';
import { type BedOptions, ChipBed, testPart } from './chip-bed.ts';

const SECOND_US = 1_000_000;
const coilPins = { coilA: 'PD6', coilB: 'PD7', sense: 'PD2' } as const;

function failureOf(number: number, us: number, options: BedOptions = {}): HilError {
  const bed = new ChipBed('mistake', { ...options, defines: [`MISTAKE=${number}`] });
  try {
    bed.to(us);
  } catch (error) {
    if (error instanceof HilError) return error;
    throw error;
  }
  throw new Error('the firmware did not fail');
}

describeWith('avr-g++', 'a binary on the emulated chip', () => {
  test('steps at its own period, and counts the steps that the shaft followed', () => {
    const bed = new ChipBed('stepper');
    bed.to(26 * SECOND_US);
    expect(bed.stepUs).toHaveLength(103);
    const periods = new Set(bed.stepUs.slice(1).map((us, i) => us - (bed.stepUs[i] as number)));
    expect([...periods]).toEqual([250_000]);
    expect(bed.text).toBe('100 100\n');
    expect(bed.other[0]).toMatch(/^on \d+$/);
  });

  test('gives SENSE by itself within a grant, and reports a train as one call', () => {
    const bed = new ChipBed('stepper', { followedSteps: 1000 });
    bed.to(26 * SECOND_US);
    expect(bed.text).toBe('100 100\n');
    expect(bed.stepCalls).toBeLessThan(4);
    expect(bed.stepUs).toEqual(new ChipBed('stepper', {}).upTo(26 * SECOND_US).stepUs);
  });

  test('gives no SENSE while the shaft stands', () => {
    const bed = new ChipBed('stepper', { isHeld: true });
    bed.to(26 * SECOND_US);
    expect(bed.text).toBe('100 0\n');
  });

  test('has the same effects wherever grants end', () => {
    const whole = new ChipBed('stepper', { followedSteps: 1000 });
    const cut = new ChipBed('stepper', { followedSteps: 1000 });
    for (let us = 0; us < 3_000_000; us += 1999) cut.stopAt(us);
    for (let us = 250_000; us < 250_400; us += 1) cut.stopAt(us);
    for (const bed of [whole, cut]) bed.to(3 * SECOND_US);
    expect(cut.stepUs).toEqual(whole.stepUs);
    expect(cut.other).toEqual(whole.other);
  });

  test.each(['stepper', 'power-save', 'coil', 'echo'])('has the same effects with drawn grants: %s', (name) => {
    const random = new RandomStream(1, `grants of ${name}`);
    const pins = name === 'coil' ? { pins: coilPins } : {};
    const [whole, cut] = [1000, 3].map((followedSteps) => new ChipBed(name, { followedSteps, ...pins })) as [
      ChipBed,
      ChipBed,
    ];
    for (let us = 0; us < 4 * SECOND_US; us += Math.ceil(random.uniform() ** 4 * 300_000)) cut.stopAt(us);
    for (const bed of [whole, cut]) {
      bed.say('one\n', 1_234_567);
      bed.say('two and three\n', 2_500_001);
      bed.to(4 * SECOND_US);
    }
    expect([cut.stepUs, cut.other, cut.sent]).toEqual([whole.stepUs, whole.other, whole.sent]);
    expect(whole.stepUs.length + whole.sent.length).toBeGreaterThan(1);
  });

  test('turns the rotor by pulses of alternate direction through one coil', () => {
    const bed = new ChipBed('coil', { pins: coilPins });
    bed.to(5.1 * SECOND_US);
    expect(bed.stepUs).toHaveLength(10);
    expect((bed.stepUs[9] as number) - (bed.stepUs[0] as number)).toBe(4_500_000);
  });

  test('exchanges telemetry in byte times at the baud rate of the map', () => {
    const bed = new ChipBed('echo');
    bed.say('hello\n', 100_000);
    bed.to(SECOND_US);
    expect(bed.sent.map(({ text }) => text)).toEqual(['hello\n']);
    // Six bytes there and six back, a frame of 1.04 ms each.
    expect(bed.sent[0]?.atUs).toBeGreaterThan(100_000 + 11 * 1041);
    expect(bed.sent[0]?.atUs).toBeLessThan(100_000 + 14 * 1042);
  });

  test('steps by the crystal of timer 2 in power-save, and is awake for a small share', () => {
    const bed = new ChipBed('power-save', { followedSteps: 1000 });
    bed.to(100 * SECOND_US);
    expect(bed.stepUs.length).toBeGreaterThan(198);
    expect(((bed.stepUs[100] as number) - (bed.stepUs[0] as number)) / 100).toBeCloseTo(500_000, -1);
    expect(bed.firmware.use.awakeShare).toBeLessThan(0.001);
  });

  test('is deaf in power-save until the wake byte and the wake time have passed', () => {
    const said = (telemetry: Partial<TelemetryWire>): string => {
      const bed = new ChipBed('power-save', { part: { telemetry: { ...testPart.telemetry, ...telemetry } } });
      bed.say('?\n', 10_100_000);
      bed.to(11 * SECOND_US);
      return bed.text;
    };
    expect(said({})).toBe('');
    expect(said({ wakeByte: 0xff, wakeUs: 5000 })).toBe('20\n');
  });

  test('hears tones of a timer and of toggles, from the first edge to silence', () => {
    const bed = new ChipBed('piezo');
    bed.to(4 * SECOND_US);
    const tones = bed.other.filter((one) => one.includes('Hz')).map((one) => one.split(' ').map(Number) as number[]);
    expect(tones.map(([hertz]) => hertz)).toEqual([4000, 0, expect.closeTo(1000, -1), 0]);
    const [from4kUs, to4kUs, from1kUs, to1kUs] = tones.map(([, , us]) => us) as [number, number, number, number];
    expect(to4kUs - from4kUs).toBeGreaterThan(999_000);
    expect(to4kUs - from4kUs).toBeLessThan(1_001_000);
    expect(to1kUs - from1kUs).toBeGreaterThan(990_000);
    expect(to1kUs - from1kUs).toBeLessThan(1_010_000);
  });

  test('reports no tone before the end of the last grant, which came between two edges', () => {
    const bed = new ChipBed('piezo');
    const lateUs: number[] = [];
    for (let us = 99_000; us < 110_000; us += 100) {
      const count = bed.other.length;
      bed.to(us);
      for (const one of bed.other.slice(count)) lateUs.push(us - 100 - Number(one.split(' ').at(-1)));
    }
    expect(bed.other.filter((one) => one.includes('Hz'))).toEqual([expect.stringMatching(/^4000 Hz/)]);
    expect(Math.max(...lateUs)).toBeLessThanOrEqual(0);
  });

  longTest('reports a long tone once', () => {
    const bed = new ChipBed('alarm');
    bed.to(60 * SECOND_US);
    expect(bed.other.filter((one) => one.includes('Hz'))).toEqual([expect.stringMatching(/^4000 Hz/)]);
  });

  test('measures the battery at a pin behind a divider, and as its supply', () => {
    const wiring = { batteryUpperOhm: 300_000, batteryLowerOhm: 100_000 };
    const bed = new ChipBed('battery', { wiring, batteryMv: 3000 });
    bed.say('?', 100_000);
    bed.setBattery(2500, 500_000);
    bed.say('?', 600_000);
    bed.to(SECOND_US);
    const read = bed.text
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number) as [number, number]);
    for (const [i, mv] of [3000, 2500].entries())
      for (const value of read[i] as [number, number]) expect(Math.abs(value - mv)).toBeLessThan(10);
  });

  test('starts again when the supply returns from a brown-out', () => {
    const bed = new ChipBed('memory', { part: { fuses: { ...testPart.fuses, extended: 0xfd } } });
    bed.setBattery(2500, SECOND_US);
    bed.setBattery(3000, 2 * SECOND_US);
    bed.to(3 * SECOND_US);
    expect(bed.text).toBe('1 255 255 255 255\n4 17 34 51 68\n');
  });

  test('sees a brown-out that began while the detector slept only after its wake-up', () => {
    const bed = new ChipBed('detector', { part: { fuses: { ...testPart.fuses, extended: 0xfd } } });
    bed.setBattery(2500, 0.5 * SECOND_US);
    bed.setBattery(3000, 2.5 * SECOND_US);
    bed.to(3 * SECOND_US);
    expect(bed.text).toBe('1\n4\n');
    const dip = new ChipBed('detector', { part: { fuses: { ...testPart.fuses, extended: 0xfd } } });
    dip.setBattery(2500, 0.5 * SECOND_US);
    dip.setBattery(3000, 0.9 * SECOND_US);
    dip.to(3 * SECOND_US);
    expect(dip.text).toBe('1\n');
  });

  test('keeps a torn byte when the power fails within a write of the EEPROM', () => {
    const bed = new ChipBed('memory');
    bed.firmware.cutPower({ writeNumber: 3, afterUs: 1700, offUs: 100_000, seed: 1 });
    // Without power it hears nothing.
    bed.say('?', 60_000);
    bed.to(SECOND_US);
    const [first, second] = bed.text.trim().split('\n');
    expect(first).toBe('1 255 255 255 255');
    expect(second).toMatch(/^1 17 34 (?!51)\d+ 255$/);
  });
});

describeWith('avr-g++', 'the use of the chip', () => {
  test('is measured, and kept when the firmware is closed', async () => {
    const { firmware } = new ChipBed('tick').upTo(SECOND_US);
    const { use } = firmware;
    expect(use).toMatchObject({ ramBytes: 4, watchdogResetCount: 0 });
    expect(use.flashBytes).toBeGreaterThan(200);
    expect(use.deepestStackBytes).toBeGreaterThan(8);
    expect(use.deepestStackBytes).toBeLessThan(40);
    expect(use.awakeShare).toBeCloseTo(0.01, 2);
    await firmware.close();
    expect(firmware.use).toEqual(use);
  });
});

describeWith('avr-g++', 'a mistake of the firmware', () => {
  const mistakes = [
    [2, 1, 'FIRMWARE_SLEEPS_FOR_EVER', 'interrupts are disabled'],
    [
      3,
      1,
      'FIRMWARE_SLEEPS_FOR_EVER',
      'in power-down: no timer runs that could wake it, no pin interrupt is enabled, and the receiver is deaf',
    ],
    [4, 1, 'FIRMWARE_LEFT_PROGRAM', 'program counter 0x6000'],
    [5, 1, 'FIRMWARE_RESETS', '11 times in a row'],
    [7, 1, 'FIRMWARE_BAUD', '19231 baud'],
    [8, 1, 'FIRMWARE_EEPROM', 'byte 1024'],
    [10, 1, 'FIRMWARE_CHIP_LACKS', 'SPI'],
    [12, 1, 'FIRMWARE_RESTARTS', 'without a reset'],
    // Each of these two runs for seconds of CPU time.
    [1, 700, 'FIRMWARE_NEVER_SLEEPS', 'awake for 600 s'],
    [6, 40, 'FIRMWARE_FLOODS', 'for 30 s without a pause'],
  ] as const;

  test.each(firstOf(8, mistakes))('number %i within %i s is %s', (number, seconds, code, words) => {
    const failure = failureOf(number, seconds * SECOND_US);
    expect([failure.code, failure.fault]).toEqual([code, 'firmware']);
    expect(failure.message).toContain(words);
    expect(failure.message).toMatch(/At \d+ us since its first power-up, program counter 0x[0-9a-f]{4}/);
  });

  test('in the pattern of the coil names both ends', () => {
    const failure = failureOf(9, SECOND_US, { pins: coilPins });
    expect(failure.code).toBe('FIRMWARE_COIL');
    expect(failure.lastLines.at(-1)).toMatch(/motor step/);
  });

  test('shows the last effects', () => {
    expect(failureOf(4, SECOND_US).lastLines.at(-1)).toMatch(/^\d+ us: motor step$/);
  });

  test('is no loop that stays awake and restarts its watchdog', () => {
    const bed = new ChipBed('mistake', { defines: ['MISTAKE=11'] });
    bed.to(10 * SECOND_US);
    expect(bed.firmware.use.awakeShare).toBeGreaterThan(0.99);
  });
});
