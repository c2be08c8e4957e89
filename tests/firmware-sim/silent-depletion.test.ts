import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import { driveTrainOf } from '../../firmware-sim/build/pump-build.ts';
import { rippleUl } from '../../firmware-sim/plant/roller-head.ts';
import { mustHaveRollers, type Product } from '../../firmware-sim/products/product.ts';
import { synchromedII, synchromedII40 } from '../../firmware-sim/products/synchromed-ii.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

/** Runs until the reservoir is truly empty and the low alarm has occurred. Returns both times. */
function depleted(product: Product, rateMlPerDay: number, state: Partial<PumpState>) {
  const run = pumpRun({ product, state: { alarms: quietAlarms, ...state } });
  run.pump.programSimpleContinuous(rateMlPerDay);
  run.wait(90 * US_PER_DAY);
  const empty = run.events('true.reservoir').find((event) => event.state === 'empty');
  const low = run.events('pump.alarm').find((event) => event.cause === 'low reservoir');
  return { emptyDay: Number(empty?.t) / US_PER_DAY, lowUs: Number(low?.t) };
}

// TGA recall entry on over-infusion: the low-reservoir alarm does not sound before.
describe('an over-infusing pump empties before its alarm', () => {
  // The residual is 1.4 mL.
  test.each([
    { where: 'beneath the capacity', residualInsideCapacity: false, usableMl: 20, day: 34.93 },
    { where: 'inside the capacity', residualInsideCapacity: true, usableMl: 18.6, day: 32.49 },
  ])('20 mL at 1.145 x 0.5 mL/day, residual $where: empty on day $day, alarm on day 36', (row) => {
    const exactDay = row.usableMl / (0.5 * 1.145);
    expect(exactDay).toBeCloseTo(row.day, 2);
    const { residualInsideCapacity } = row;
    const { emptyDay, lowUs } = depleted(synchromedII, 0.5, { accuracy: 1.145, residualInsideCapacity });
    const headMl = (1.145 * rippleUl(driveTrainOf(mustHaveRollers(synchromedII)).head) + 0.125) / 1000;
    expect(Math.abs(emptyDay - exactDay)).toBeLessThan(headMl / (0.5 * 1.145));
    expect(lowUs).toBe(36 * US_PER_DAY);
  });

  test.each([
    { which: '20 mL', product: synchromedII, residualInsideCapacity: false, ratio: 1.111 },
    { which: '40 mL', product: synchromedII40, residualInsideCapacity: false, ratio: 1.0526 },
    { which: '20 mL, residual inside', product: synchromedII, residualInsideCapacity: true, ratio: 1.033 },
    { which: '40 mL, residual inside', product: synchromedII40, residualInsideCapacity: true, ratio: 1.016 },
  ])(
    '$which: empties silently from a true-to-programmed ratio of $ratio on',
    ({ product, residualInsideCapacity, ratio }) => {
      const isSilent = (accuracy: number): boolean => {
        const { emptyDay, lowUs } = depleted(product, 0.5, { accuracy, residualInsideCapacity });
        return emptyDay * US_PER_DAY < lowUs;
      };
      expect(isSilent(ratio * 1.001)).toBe(true);
      expect(isSilent(ratio * 0.999)).toBe(false);
    },
  );

  test('at the edge of 0.855 the empty alarm comes with 2.9 mL left; delivery goes on', () => {
    const run = pumpRun({ state: { alarms: quietAlarms, accuracy: 0.855 } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(40 * US_PER_DAY);
    expect(run.events('pump.alarm').map(({ cause, t }) => [cause, t / US_PER_DAY])).toEqual([
      ['low reservoir', 36],
      ['empty reservoir', 40],
    ]);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(20 * (1 - 0.855), 3);
    const beforeMl = run.pump.reservoir.deliveredMl;
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl - beforeMl).toBeCloseTo(0.5 * 0.855, 3);
    expect(run.pump.interrogate().calculatedReservoirMl).toBe(0);
  });

  test('until day 36 the log is empty, and the calculated level is above 2 mL', () => {
    const run = pumpRun({ state: { accuracy: 1.145 } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(36 * US_PER_DAY - 1);
    const { log, alarms, doing, calculatedReservoirMl } = run.pump.interrogate();
    expect({ log, alarms, doing }).toEqual({ log: [], alarms: [], doing: 'delivering' });
    expect(calculatedReservoirMl).toBeCloseTo(2, 3);
    expect(calculatedReservoirMl).toBeGreaterThan(2);
    expect(run.pump.reservoir.isEmpty).toBe(true);
  });
});

// Neurosurgery 2004, 88 patients: the recommended threshold.
describe('the low-reservoir alarm at 2 mL', () => {
  test.each([
    { which: '20 mL at 0.5 mL/day', product: synchromedII, rate: 0.5, day: 36 },
    { which: '40 mL at 0.5 mL/day', product: synchromedII40, rate: 0.5, day: 76 },
    { which: '20 mL at 0.25 mL/day', product: synchromedII, rate: 0.25, day: 72 },
    { which: '20 mL at 1 mL/day', product: synchromedII, rate: 1, day: 18 },
  ])('of $which is due on day $day to the microsecond: (filling - threshold) / rate', ({ product, rate, day }) => {
    expect(depleted(product, rate, {}).lowUs).toBe(day * US_PER_DAY);
  });
});
