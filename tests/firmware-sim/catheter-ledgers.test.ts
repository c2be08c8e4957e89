import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { isEvent, type LineRecord } from '../../firmware-sim/trace/record.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

const drug = { name: 'morphine', concentrationUgPerMl: 2_000 };
const state = { catheter: {}, drug, reservoirMl: 18, alarms: quietAlarms };
const ledgers = ['true.tipMl', 'true.leakedMl', 'true.tipUg', 'true.leakedUg'];

function valuesOf({ trace }: PumpRun, name: string): readonly number[] {
  return trace.records
    .filter((record): record is LineRecord => !isEvent(record) && record.s === name)
    .map(({ v }) => v);
}

function expectNoFall(run: PumpRun): void {
  for (const name of ledgers) {
    const values = valuesOf(run, name);
    expect(values, name).toEqual([...values].sort((a, b) => a - b));
    expect(values[0], name).toBeGreaterThanOrEqual(0);
  }
}

/** Delivered volume and content, against the total outflow. */
function imbalanceMl({ pump }: PumpRun): number {
  const catheter = pump.catheter?.catheter;
  if (catheter === undefined) throw new Error('no catheter');
  catheter.settle();
  const { tipMl, leakedMl } = catheter.books;
  return pump.reservoir.deliveredMl - tipMl - leakedMl - catheter.insideMl;
}

/** A rotor that a field turns back from 0 deg of the drive. */
function kickedBack(fault?: 'leak' | 'disconnection'): PumpRun {
  const run = pumpRun({ state });
  if (fault === 'leak') run.pump.catheter?.harm({ kind: 'leak', share: 0.4 });
  if (fault === 'disconnection') run.pump.catheter?.harm({ kind: 'disconnection' });
  run.pump.programSimpleContinuous(0.5);
  run.wait(200 * 21_600_000);
  const deliveredMl = run.pump.reservoir.deliveredMl;
  run.pump.setField({ fieldMt: 3_000, azimuthDeg: -179.999 });
  expect((deliveredMl - run.pump.reservoir.deliveredMl) * 1_000).toBeCloseTo(0.1303, 3);
  return run;
}

describe('volume and drug that have left a catheter never decrease', () => {
  test('with a leak from the first microsecond and irregular steps', () => {
    const run = pumpRun({ state });
    run.pump.catheter?.harm({ kind: 'leak', share: 0.4 });
    run.pump.programSimpleContinuous(0.5);
    for (let i = 0; i < 400; i += 1) {
      run.wait(7 * US_PER_SECOND);
      run.pump.catheter?.layPatient(i % 2 === 0 ? 'lying' : 'standing');
    }
    expectNoFall(run);
  });

  test.each([undefined, 'leak', 'disconnection'] as const)('when a field turns the rotor back (%s)', (fault) => {
    const run = kickedBack(fault);
    const before = imbalanceMl(run);
    run.wait(US_PER_HOUR);
    run.pump.removeField();
    run.wait(US_PER_HOUR);
    if (fault === 'disconnection') run.pump.catheter?.repair();
    run.wait(US_PER_HOUR);
    expectNoFall(run);
    if (fault !== 'disconnection') expect(imbalanceMl(run)).toBeCloseTo(before, 12);
  });

  test('fluid that a turned rotor drew back re-enters before fresh drug', () => {
    const run = kickedBack();
    const books = run.pump.catheter?.catheter.books;
    run.pump.access?.aspirate({ volumeMl: 2 });
    const drawnUg = books?.aspiratedUg ?? 0;
    expect(books?.insideUg).toBeCloseTo(0, 6);
    run.pump.removeField();
    run.wait(US_PER_HOUR);
    run.pump.catheter?.catheter.settle();
    const cameUg = run.pump.reservoir.deliveredMl * 2_000;
    expect(cameUg + 721.2 - drawnUg - (books?.insideUg ?? 0) - (books?.tipUg ?? 0)).toBeCloseTo(0, 2);
    expectNoFall(run);
  });

  test('a draw smaller than the roller pulse reduces fluid in the catheter by its volume', () => {
    const run = pumpRun({ state });
    const catheter = run.pump.catheter?.catheter;
    run.pump.access?.aspirate({ volumeMl: 0.000_2 });
    catheter?.settle();
    run.pump.catheter?.layPatient('lying');
    expect(catheter?.books.tipUg).toBe(0);
    expect(catheter?.books.insideUg).toBeCloseTo(721.2 - 0.4, 9);
    run.pump.access?.aspirate({ volumeMl: 2 });
    expect(catheter?.books.aspiratedUg).toBeCloseTo(721.2, 9);
  });
});
