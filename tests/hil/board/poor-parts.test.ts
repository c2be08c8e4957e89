import { describe, expect, test, vi } from 'vitest';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { servoBench, uln2003Bench } from '../../../hil/board/bench-kind.ts';
import { eepromImage, sealed } from '../../../hil/board/eeprom-image.ts';
import { hasCapability, hasShaftFlag } from '../../../protocol/tables/rig-vocabulary.ts';
import { BoardOnBench } from './board-on-bench.ts';

/** Place of the parts in the image, and parts without an index and without a field sensor. */
const PARTS_OFFSET = 8;
const SLIP_OFFSET = 56;
const NO_PARTS = 0;
const ENCODER_ONLY = 1;

function imageWith(parts: number): Uint8Array {
  const image = eepromImage(uln2003Bench, { unitNumber: 7, calibrated: true });
  image[PARTS_OFFSET] = parts;
  return sealed(image);
}

/** The benches have no SLIP, so that runs on them stay as short; a shipped board has it beyond 5 deg. */
function imageWithSlip(): Uint8Array {
  const image = eepromImage(uln2003Bench, { unitNumber: 7, calibrated: true });
  new DataView(image.buffer).setUint16(SLIP_OFFSET, 5000, true);
  return sealed(image);
}

describe('a shaft held by a hand', () => {
  test('is reported as SLIP of its angle, and the segment ends as usual', async () => {
    const bed = new BoardOnBench({ eeprom: imageWithSlip() });
    const talk = bed.talk();
    await talk.open();
    bed.board.grip(true);
    // 340 of 2037.886 steps are 60 deg.
    await talk.ask('MOVE', { fromSteps: 0, toSteps: 340, durationMs: 1000 });
    const slip = await talk.event('SLIP', 2 * US_PER_SECOND);
    // The sketch reads the encoder at each eighth of a turn.
    expect(slip?.fields.errorMilliDeg).toBeLessThan(-44_000);
    expect(slip?.fields.errorMilliDeg).toBeGreaterThan(-46_500);
    expect((await talk.event('DONE', US_PER_SECOND))?.fields.toSteps).toBe(340);
  });

  test('under STALL hold is no SLIP', async () => {
    const bed = new BoardOnBench({ eeprom: imageWithSlip() });
    const talk = bed.talk();
    await talk.open();
    await talk.ask('STALL', { mode: 'hold', bySteps: 0 });
    await talk.ask('MOVE', { fromSteps: 0, toSteps: 340, durationMs: 1000 });
    expect(await talk.event('SLIP', 2 * US_PER_SECOND)).toBeUndefined();
  });
});

describe('HOME', () => {
  test('without an index ends at the zero of the encoder', async () => {
    const talk = new BoardOnBench({ eeprom: imageWith(ENCODER_ONLY) }).talk();
    await talk.open();
    await talk.ask('HOME', { durationMs: 5000 });
    const homed = await talk.event('HOMED', 6 * US_PER_SECOND);
    expect(homed?.report.encoderRaw).toSatisfy((raw: number) => raw < 12 || raw > 4084);
  });

  test('ends with NOINDEX if the shaft does not turn', async () => {
    const bed = new BoardOnBench();
    const talk = bed.talk();
    await talk.open();
    bed.board.grip(true);
    await talk.ask('HOME', { durationMs: 4500 });
    expect(await talk.event('NOINDEX', 6 * US_PER_SECOND)).toBeDefined();
  });

  test.each([
    ['UNSUPPORTED', imageWith(NO_PARTS), 5000],
    ['TOOFAST', imageWith(ENCODER_ONLY), 1000],
  ])('is refused as %s', async (error, eeprom, durationMs) => {
    const talk = new BoardOnBench({ eeprom }).talk();
    await talk.open();
    expect(await talk.refusal('HOME', { durationMs })).toBe(error);
  });
});

describe('a board of a blank EEPROM', () => {
  test('says so in its banner, and no longer once an item is set', async () => {
    const bed = new BoardOnBench({ eeprom: new Uint8Array(1024).fill(0xff) });
    const talk = bed.talk();
    await talk.open();
    expect(bed.text).toContain('name=atmega328p, blank EEPROM, so defaults');
    expect(await talk.refusal('CONF', { item: 255, value: 0 })).toBe('RANGE');
    await talk.ask('CONF', { item: 0, value: 9 });
    bed.heard.length = 0;
    bed.board.reset('power');
    bed.to(bed.boardTime.clock.nowUs() + US_PER_SECOND);
    expect(bed.text).toContain('unit=9 cause=power name=atmega328p four-wire');
  });
});

describe('an encoder bus', () => {
  async function encoderOkAfter(bed: BoardOnBench, session: number): Promise<boolean> {
    const talk = bed.talk(session);
    await talk.open();
    await talk.report();
    return hasShaftFlag((await talk.report()).flags, 'encoderOk');
  }

  test('that is held low leaves the board at work, and reads again after a reset', async () => {
    const bed = new BoardOnBench();
    bed.board.bench.i2c.held = 'sda';
    bed.board.reset('power');
    expect(await encoderOkAfter(bed, 1)).toBe(false);
    bed.board.bench.i2c.held = 'none';
    bed.board.reset('brown');
    expect(await encoderOkAfter(bed, 2)).toBe(true);
  });

  test.each([
    [1, true],
    [9, true],
    [100, false],
  ])('whose encoder waits for %i clocks is freed: %s', async (clockCount, isFreed) => {
    const bed = new BoardOnBench();
    bed.board.bench.i2c.loseCount(clockCount);
    bed.board.reset('power');
    // Each reading makes nine clocks, and few readings come in this time.
    expect(await encoderOkAfter(bed, 1)).toBe(isFreed);
  });

  test('without an encoder is no reading, and the board still replies', async () => {
    const bed = new BoardOnBench();
    vi.spyOn(bed.board.bench.i2c, 'find').mockReturnValue(undefined);
    expect(await encoderOkAfter(bed, 1)).toBe(false);
  });
});

test('a board without parts announces none, and offers what needs none', async () => {
  const talk = new BoardOnBench({ eeprom: imageWith(NO_PARTS) }).talk();
  await talk.open();
  const { capabilities } = (await talk.ask('CAPS', {})).reply;
  const announced = (['encoder', 'index', 'fieldSensor', 'trip', 'brake', 'sound', 'home'] as const).filter((one) =>
    hasCapability(capabilities, one),
  );
  expect(announced).toEqual([]);
  expect((['release', 'hold', 'back', 'conf'] as const).every((one) => hasCapability(capabilities, one))).toBe(true);
});

test('slow steps come at their times while a servo clamps the shaft', async () => {
  const bed = new BoardOnBench({ eeprom: eepromImage(servoBench, { unitNumber: 7, calibrated: true }) }, servoBench);
  const talk = bed.talk();
  await talk.open();
  await talk.ask('STALL', { mode: 'brake', bySteps: 0 });
  const { report } = await talk.ask('MOVE', { fromSteps: 0, toSteps: 3, durationMs: 1500 });
  // A step each 500 ms, which is longer than the timer counts while it makes the pulses.
  await talk.pause(1_200_000);
  expect((await talk.report()).counterSteps).toBe(2);
  const done = await talk.event('DONE', US_PER_SECOND);
  expect(done?.report.counterSteps).toBe(3);
  const tookUs = (done?.report.deviceUs ?? 0) - report.deviceUs;
  expect(tookUs).toBeGreaterThan(1_490_000);
  expect(tookUs).toBeLessThan(1_510_000);
});
