import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/motor-line.ts';
import { rippleUl } from '../../firmware-sim/plant/roller-head.ts';
import { lane } from '../../firmware-sim/virtual-clock.ts';
import { type LivingPump, livingPump } from './living-pump.ts';

const STEP_UL = 0.125;
const scanner = { fieldMt: 1500, azimuthDeg: 40 };

/** Microseconds of 48 steps that are due after a moment, with a step every `periodUs` from 0. */
function noticedAtUs(enteredUs: number, periodUs: number): number {
  return (Math.floor(enteredUs / periodUs) + 48) * periodUs;
}

describe('stall detection by unpumped volume', () => {
  test.each([
    { rateMlPerDay: 0.048, periodUs: 225_000_000, says: '3 h', lawUs: 3 * US_PER_HOUR },
    { rateMlPerDay: 0.432, periodUs: 25_000_000, says: '20 min', lawUs: 20 * US_PER_MINUTE },
    { rateMlPerDay: 0.5, periodUs: 21_600_000, says: '17 min 16.8 s', lawUs: 1_036_800_000 },
    { rateMlPerDay: 24, periodUs: 450_000, says: '21.6 s', lawUs: 21.6 * US_PER_SECOND },
  ])('takes $says at $rateMlPerDay mL/day, less the part of a step that was due already, to the microsecond', (row) => {
    expect(48 * row.periodUs).toBe(row.lawUs);
    for (const enteredUs of [0, 1, row.periodUs - 1, row.periodUs, US_PER_HOUR, 10 * US_PER_HOUR + 7]) {
      const { pump, clock, logged } = livingPump();
      pump.programSimpleContinuous(row.rateMlPerDay);
      clock.advanceTo(enteredUs);
      pump.setField(scanner);
      const dueUs = noticedAtUs(enteredUs, row.periodUs);
      clock.advanceTo(dueUs - 1);
      expect(logged()).toEqual([]);
      clock.advanceTo(dueUs + 100 * US_PER_HOUR);
      expect(logged()).toEqual([['motor stall', dueUs]]);
    }
  });

  test('takes 17.04 min at 0.5 mL/day when the field comes an hour after the start, between two steps', () => {
    const { pump, clock, logged } = livingPump();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.setField(scanner);
    clock.advanceTo(2 * US_PER_HOUR);
    expect(logged()).toEqual([['motor stall', US_PER_HOUR + 17.04 * US_PER_MINUTE]]);
  });

  test('logs nothing of an exposure that ends a microsecond before, and a stall of one that ends then', () => {
    const dueUs = noticedAtUs(US_PER_HOUR, 21_600_000);
    const logAfterExposureTo = (endUs: number): readonly unknown[] => {
      const { pump, clock, logged } = livingPump();
      pump.programSimpleContinuous(0.5);
      clock.advanceTo(US_PER_HOUR);
      pump.setField(scanner);
      clock.advanceTo(endUs);
      pump.removeField();
      clock.advanceTo(endUs + 100 * US_PER_HOUR);
      return logged().map(([kind]) => kind);
    };
    expect(logAfterExposureTo(dueUs - 1)).toEqual([]);
    expect(logAfterExposureTo(dueUs)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('logs recovery with the 48th step followed after the field', () => {
    const { pump, clock, logged, wait } = livingPump();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.setField(scanner);
    wait(US_PER_HOUR);
    pump.removeField();
    wait(3 * US_PER_HOUR);
    expect(logged()).toEqual([
      ['motor stall', noticedAtUs(US_PER_HOUR, 21_600_000)],
      ['motor stall recovery', noticedAtUs(2 * US_PER_HOUR, 21_600_000)],
    ]);
  });

  test('forgets the first of two short exposures when one step was followed between them', () => {
    const { pump, clock, logged, wait } = livingPump();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(100 * 21_600_000);
    pump.setField(scanner);
    wait(40 * 21_600_000);
    pump.removeField();
    wait(21_600_000);
    pump.setField(scanner);
    wait(47 * 21_600_000);
    expect(logged()).toEqual([]);
    wait(21_600_000);
    expect(logged()).toEqual([['motor stall', (100 + 40 + 1 + 48) * 21_600_000]]);
  });

  test('adds two short exposures up when no step was due between them', () => {
    const { pump, clock, logged, wait } = livingPump();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(100 * 21_600_000);
    pump.setField(scanner);
    wait(40 * 21_600_000);
    pump.removeField();
    wait(21_599_999);
    pump.setField(scanner);
    wait(US_PER_HOUR);
    expect(logged()).toEqual([['motor stall', (100 + 48) * 21_600_000]]);
  });

  test('is not put off by a field that changes its strength or direction while it holds the rotor', () => {
    const { pump, clock, logged, wait } = livingPump();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    for (let minute = 0; minute < 60; minute += 1) {
      pump.setField({ fieldMt: 10 + 20 * minute, azimuthDeg: 6 * minute });
      wait(US_PER_MINUTE);
    }
    expect(logged()).toEqual([['motor stall', noticedAtUs(US_PER_HOUR, 21_600_000)]]);
  });

  test('does not notice a stall of a stopped pump until steps are commanded again, and then counts from there', () => {
    const { pump, clock, logged, wait } = livingPump();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.programStopped();
    pump.setField(scanner);
    wait(72 * US_PER_HOUR);
    expect(logged()).toEqual([]);
    const resumedUs = clock.nowUs();
    pump.programSimpleContinuous(0.5);
    wait(100 * US_PER_HOUR);
    expect(logged()).toEqual([['motor stall', resumedUs + 48 * 21_600_000]]);
  });

  test('goes on commanding after it logged a stall', () => {
    const { pump, clock, logged } = livingPump();
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    clock.advanceTo(1_000 * 21_600_000);
    expect(logged()).toHaveLength(1);
    expect(pump.drive.commandedSteps()).toBe(1_000);
    expect(pump.delivery.line.periodUs).toEqual({ numerator: 21_600_000, denominator: 1 });
  });

  test('counts the steps of a bolus too, however the rate changes', () => {
    const { pump, clock, logged } = livingPump();
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    clock.advanceTo(10 * 21_600_000);
    pump.singleBolus(0.01, 24);
    clock.advanceTo(US_PER_HOUR);
    expect(logged()).toEqual([['motor stall', 10 * 21_600_000 + 38 * 450_000]]);
  });

  test('notices a field that takes nearly every turn, and not one that takes every fifth', () => {
    const logIn = (fieldMt: number): number => {
      const { pump, clock, logged } = livingPump();
      pump.programSimpleContinuous(24);
      pump.setField({ fieldMt, azimuthDeg: 0 });
      clock.advanceTo(US_PER_HOUR);
      return logged().length;
    };
    expect(logIn(3.99)).toBeGreaterThan(0);
    expect(logIn(2)).toBe(0);
  });

  test('never logs a recovery of a rotor that seized in the forbidden orientation', () => {
    const { pump, clock, logged, wait } = livingPump();
    pump.programSimpleContinuous(0.5);
    pump.setField({ fieldMt: 1500, angleToNormalDeg: 4 });
    wait(US_PER_HOUR);
    pump.removeField();
    wait(1_000 * US_PER_HOUR);
    expect(logged().map(([kind]) => kind)).toEqual(['motor stall']);
    expect(pump.drive.rotorDeg()).toBe(0);
    expect(clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a roller study', () => {
  const films = (life: LivingPump): readonly unknown[] => life.events('true.film').map((event) => event.filmDeg);
  const turnedDeg = (life: LivingPump): number => {
    const [first, second] = life.events('true.film').map((event) => Number(event.rotorDeg));
    return (second ?? Number.NaN) - (first ?? Number.NaN);
  };

  test('turns a free rotor by 120 deg in 36 s, between a film before the first step and one after the last', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.wait(61 * US_PER_MINUTE);
    expect(life.pump.rollerStudy()).toEqual({ ok: true });
    life.wait(US_PER_HOUR);
    expect(life.events('true.film').map((event) => event.t)).toEqual([61 * US_PER_MINUTE, 61.6 * US_PER_MINUTE]);
    expect(films(life)).toEqual([253.5, 13.5]);
    expect(turnedDeg(life)).toBe(120);
  });

  test('turns a rotor that a field holds by nothing, but for less than a motor step of rocking', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.wait(US_PER_HOUR);
    life.pump.setField(scanner);
    life.pump.rollerStudy();
    life.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(life))).toBeLessThan(0.01);
  });

  test('is partial when the field comes or goes half way: 60 deg, give or take the turn to the field', () => {
    const comes = livingPump();
    comes.pump.rollerStudy();
    comes.wait(18 * US_PER_SECOND);
    comes.pump.setField(scanner);
    comes.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(comes) - 60)).toBeLessThanOrEqual(1.5);

    const goes = livingPump();
    goes.pump.setField(scanner);
    goes.pump.rollerStudy();
    goes.wait(18 * US_PER_SECOND);
    goes.pump.removeField();
    goes.wait(US_PER_HOUR);
    expect(Math.abs(turnedDeg(goes) - 60)).toBeLessThanOrEqual(1.5);
  });

  test('is refused while a bolus runs, without a film', () => {
    const life = livingPump();
    life.pump.singleBolus(0.01, 1);
    life.wait(US_PER_SECOND);
    expect(life.pump.rollerStudy().ok).toBe(false);
    life.wait(US_PER_HOUR);
    expect(films(life)).toEqual([]);
  });

  test('that is cut has its second film at the cut', () => {
    const life = livingPump();
    life.pump.rollerStudy();
    life.wait(9 * US_PER_SECOND);
    life.pump.programStopped();
    life.wait(US_PER_HOUR);
    expect(life.events('true.film').map((event) => event.t)).toEqual([0, 9 * US_PER_SECOND]);
    expect(turnedDeg(life)).toBe(30);
  });
});

describe('what people do to a pump', () => {
  test('is recorded, with what they asked for, also when it is refused', () => {
    const { pump, trace } = livingPump();
    pump.programSimpleContinuous(99);
    pump.singleBolus(0.01, 1);
    pump.rollerStudy();
    pump.programStopped();
    pump.setField({ fieldMt: 3, angleToNormalDeg: 45, azimuthDeg: -7 });
    pump.removeField();
    expect(trace.records.filter((record) => 'e' in record && String(record.e).startsWith('in.'))).toEqual([
      { t: 0, e: 'in.program', mode: 'simple continuous', rateMlPerDay: 99 },
      { t: 0, e: 'in.bolus', volumeMl: 0.01, rateMlPerDay: 1 },
      { t: 0, e: 'in.rollerStudy' },
      { t: 0, e: 'in.program', mode: 'stopped' },
      { t: 0, e: 'in.field', fieldMt: 3, angleToNormalDeg: 45, azimuthDeg: -7 },
      { t: 0, e: 'in.field', fieldMt: 0 },
    ]);
  });

  test('a field without an azimuth gets one from the seed, and the record says which', () => {
    const azimuthsOf = (seed: number): readonly unknown[] => {
      const { pump, events } = livingPump(seed);
      for (let i = 0; i < 5; i += 1) pump.setField({ fieldMt: 1500 });
      return events('in.field').map((event) => event.azimuthDeg);
    };
    expect(azimuthsOf(3)).toEqual(azimuthsOf(3));
    expect(azimuthsOf(3)).not.toEqual(azimuthsOf(4));
    expect(new Set(azimuthsOf(3)).size).toBeGreaterThan(1);
    expect(azimuthsOf(3).every((deg) => Number(deg) >= -180 && Number(deg) < 180)).toBe(true);
  });

  test('a field that is none throws before anything is recorded or changed', () => {
    const { pump, trace } = livingPump();
    const before = trace.records.length;
    expect(() => pump.setField({ fieldMt: -5 })).toThrow('-5 mT');
    expect(() => pump.setField({ fieldMt: 600, angleToNormalDeg: 270 })).toThrow('270 deg');
    expect(trace.records).toHaveLength(before);
    expect(pump.drive.state).toBe('turning');
  });
});

describe('at one and the same microsecond', () => {
  test('a stall is noticed before the timeline takes the field away', () => {
    const { pump, clock, logged } = livingPump();
    clock.lane(lane.timeline).at(48 * 21_600_000, () => pump.removeField());
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    clock.advanceTo(US_PER_HOUR);
    expect(logged()[0]).toEqual(['motor stall', 48 * 21_600_000]);
  });

  test('a motor turn begins to be lost before the timeline takes the field away', () => {
    const firstLossUs = (removedUs: number): unknown => {
      const { pump, clock, events } = livingPump();
      clock.lane(lane.timeline).at(removedUs, () => pump.removeField());
      pump.programSimpleContinuous(0.5);
      pump.setField({ fieldMt: 3.9, azimuthDeg: 0 });
      clock.advanceTo(US_PER_HOUR);
      return events('true.rotor')[0]?.t;
    };
    const lossUs = Number(firstLossUs(US_PER_HOUR));
    expect(firstLossUs(lossUs)).toBe(lossUs);
    expect(firstLossUs(lossUs - 1)).toBeUndefined();
  });
});

describe('the books of a pump', () => {
  test('programmed less delivered is what the lost steps would have given, within the ripple of the rollers', () => {
    const anExposure = fc.record({
      waitUs: fc.integer({ min: 0, max: 2 * US_PER_HOUR }),
      lastsUs: fc.integer({ min: 0, max: 2 * US_PER_HOUR }),
      fieldMt: fc.oneof(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 5, max: 3_000, noNaN: true })),
      azimuthDeg: fc.integer({ min: -180, max: 180 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 48, max: 24_000 }), fc.array(anExposure, { maxLength: 6 }), (ulPerDay, list) => {
        const { pump, wait } = livingPump();
        pump.programSimpleContinuous(ulPerDay / 1000);
        for (const exposure of list) {
          wait(exposure.waitUs);
          pump.setField(exposure);
          wait(exposure.lastsUs);
          pump.removeField();
        }
        wait(US_PER_HOUR);
        const { drive } = pump;
        const lostSteps = drive.commandedSteps() - drive.imposedSteps();
        expect(Number.isInteger(lostSteps) && lostSteps % 2 === 0).toBe(true);
        const missingUl = drive.commandedSteps() * STEP_UL - drive.deliveredUl();
        expect(Math.abs(missingUl - lostSteps * STEP_UL)).toBeLessThanOrEqual(1.01 * rippleUl(drive.train.head));
      }),
      { numRuns: 60 },
    );
  });

  test('half an hour in the scanner at 0.5 mL/day costs 82, 84 or 86 steps: about 0.0104 mL', () => {
    const { pump, clock, wait } = livingPump();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.setField(scanner);
    wait(30 * US_PER_MINUTE);
    pump.removeField();
    wait(US_PER_HOUR);
    const lostSteps = pump.drive.commandedSteps() - pump.drive.imposedSteps();
    expect([82, 84, 86]).toContain(lostSteps);
  });
});
