import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import type { SupplyFault } from '../../../firmware-sim/outside/supply-faults.ts';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { siromedes } from '../../../firmware-sim/products/siromedes.ts';
import { isEvent, type LineRecord } from '../../../firmware-sim/trace/record.ts';
import { type PumpRun, pumpRun, quietAlarms } from '../pump-run.ts';

const named = products.map((product) => [product.id, product] as const);
const morphine = { name: 'morphine', concentrationUgPerMl: 1_000 };

function flowing(state: Partial<PumpState>, product = siromedes): PumpRun {
  const run = pumpRun({ product, state: { alarms: quietAlarms, ...state } });
  expect(run.pump.programSimpleContinuous(1)).toEqual({ ok: true });
  return run;
}

function lastLine({ trace }: PumpRun, name: string): LineRecord | undefined {
  return trace.records.filter((record): record is LineRecord => !isEvent(record) && record.s === name).at(-1);
}

/** Runs one operation on a pump and returns the volume added to the reservoir. */
type Act = (run: PumpRun) => number;

function addedBy({ pump }: PumpRun, fault: SupplyFault): number {
  const isIn = pump.beginDefect(fault).ok;
  return isIn && fault.kind === 'air' ? fault.volumeMl : 0;
}

function filledBy({ pump }: PumpRun, fillMl: number): number {
  return pump.refill({ fillMl }).ok ? fillMl : 0;
}

function aired({ pump }: PumpRun, pressureKpa: number): number {
  pump.setSurroundings({ pressureKpa });
  return 0;
}

function expectBalanced(run: PumpRun, filledMl: number): void {
  const { reservoir } = run.pump;
  const out = run.events('true.refill').reduce((sum, event) => sum + Number(event.withdrawnMl), 0);
  const airOut = run.events('true.reservoir').reduce((sum, event) => sum + Number(event.airMl ?? 0), 0);
  const sumMl = reservoir.volumeMl + reservoir.deliveredMl + reservoir.leakedMl + out + airOut;
  expect(Math.abs(sumMl - filledMl)).toBeLessThan(1e-9);
  expect(reservoir.volumeMl).toBeGreaterThanOrEqual(-1e-12);
  expect(reservoir.airMl).toBeGreaterThanOrEqual(-1e-12);
  expect(reservoir.airMl).toBeLessThanOrEqual(reservoir.volumeMl + 1e-9);
}

describe.each(named)('on %s', (_id, product) => {
  test('a leak has a ledger of its own, and empties the reservoir early', () => {
    const run = flowing({ reservoirMl: 9 }, product);
    expect(run.pump.beginDefect({ kind: 'pump leak', mlPerDay: 2 })).toEqual({ ok: true });
    run.wait(2 * US_PER_DAY);
    const { reservoir } = run.pump;
    expect(reservoir.leakedMl).toBeCloseTo(4, 9);
    expect(reservoir.deliveredMl).toBeCloseTo(2, 2);
    expect(reservoir.volumeMl).toBeCloseTo(3, 2);
    run.wait(2 * US_PER_DAY);
    expect(reservoir.isEmpty).toBe(true);
    expect(Number(run.events('true.reservoir')[0]?.t) / US_PER_DAY).toBeCloseTo(3, 2);
    expect(reservoir.leakedMl).toBeCloseTo(6, 2);
    expect(reservoir.leakedMl + reservoir.deliveredMl).toBeCloseTo(9, 12);
    expect(lastLine(run, 'true.pumpLeakedMl')).toMatchObject({ v: reservoir.leakedMl, r: 0 });
  });

  test('a clogged filter passes the rest, and a cleared one passes all', () => {
    const run = flowing({}, product);
    run.pump.beginDefect({ kind: 'clogged filter', share: 0.4 });
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(0.6, 2);
    run.pump.beginDefect({ kind: 'clogged filter', share: 1 });
    run.wait(US_PER_DAY);
    run.pump.beginDefect({ kind: 'clogged filter', share: 0 });
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(1.6, 2);
  });

  test("without gas, rollers draw by the reservoir's fill; other drives deliver nothing", () => {
    const run = flowing({ reservoirMl: product.quantities.reservoirMl.value / 2 }, product);
    run.pump.beginDefect({ kind: 'lost propellant' });
    run.wait(US_PER_HOUR);
    const ratio = product.drive.kind === 'rollers' ? 0.45 : 0;
    expect(run.pump.supply.flowRatio.ratio).toBeCloseTo(ratio, 12);
    run.wait(US_PER_DAY);
    if (ratio === 0) expect(run.pump.reservoir.deliveredMl).toBe(0);
    else expect(run.pump.reservoir.deliveredMl).toBeGreaterThan(0.3);
    run.pump.refill({ fillMl: product.quantities.reservoirMl.value });
    expect(run.pump.supply.flowRatio.ratio).toBe(product.drive.kind === 'rollers' ? 0.95 : 0);
  });

  test('air takes room, is metered as fluid and leaves last', () => {
    const run = flowing({ reservoirMl: 3 }, product);
    expect(run.pump.beginDefect({ kind: 'air', volumeMl: 2, leaves: 'last' })).toEqual({ ok: true });
    const { reservoir } = run.pump;
    expect(reservoir.volumeMl).toBe(5);
    run.wait(2 * US_PER_DAY);
    expect(reservoir.airMl).toBe(2);
    run.wait(2 * US_PER_DAY);
    const [follows] = run.events('true.reservoir');
    expect(follows?.state).toBe('air follows');
    expect(Number(follows?.t) / US_PER_DAY).toBeCloseTo(3, 2);
    expect(reservoir.airMl).toBeCloseTo(1, 2);
    expect(reservoir.solutionMl - reservoir.reachableMl + reservoir.airMl).toBeCloseTo(
      product.quantities.residualMl.value,
      9,
    );
    run.wait(2 * US_PER_DAY);
    expect(reservoir.isEmpty).toBe(true);
    expect(reservoir.deliveredMl).toBeCloseTo(5, 9);
  });

  test('air beyond the capacity is refused and changes nothing', () => {
    const run = flowing({}, product);
    const before = run.trace.recordCount;
    expect(run.pump.beginDefect({ kind: 'air', volumeMl: 1, leaves: 'mixed' })).toMatchObject({
      ok: false,
      refusal: { value: 'too small for 1 mL of air', limit: 'the room left in the reservoir, 0 mL' },
    });
    expect(run.trace.recordCount).toBe(before);
  });

  test('filled volume is delivered, leaked, withdrawn or left, for any faults', () => {
    const aFault = fc.oneof<fc.Arbitrary<SupplyFault>[]>(
      fc.integer({ min: 0, max: 300 }).map((percent) => ({ kind: 'pump leak', mlPerDay: percent / 100 })),
      fc.integer({ min: 0, max: 100 }).map((percent) => ({ kind: 'clogged filter', share: percent / 100 })),
      fc.constant({ kind: 'lost propellant' }),
      fc.record({
        kind: fc.constant('air' as const),
        volumeMl: fc.integer({ min: 1, max: 300 }).map((percent) => percent / 100),
        leaves: fc.constantFrom('last' as const, 'mixed' as const),
      }),
    );
    const anAct: fc.Arbitrary<Act> = fc.oneof(
      { weight: 3, arbitrary: aFault.map((fault) => (run: PumpRun) => addedBy(run, fault)) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((ml) => (run: PumpRun) => filledBy(run, ml)) },
      { weight: 1, arbitrary: fc.integer({ min: 60, max: 150 }).map((kpa) => (run: PumpRun) => aired(run, kpa)) },
    );
    const acts = fc.array(fc.tuple(anAct, fc.integer({ min: 1, max: 3 * US_PER_DAY })), { maxLength: 10 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.boolean(), acts, (reservoirMl, residualInsideCapacity, drawn) => {
        const state = { reservoirMl, residualInsideCapacity, filling: { kneeMl: 2, floorMl: 1 } };
        const run = flowing(state, product);
        let filledMl = reservoirMl;
        for (const [act, us] of drawn) {
          filledMl += act(run);
          run.wait(us);
          expectBalanced(run, filledMl);
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

describe('drug delivered after a fault', () => {
  test('ends at the tip once air follows, and the dose is that of the solution', () => {
    const run = flowing({ reservoirMl: 1, catheter: {}, drug: morphine });
    run.pump.beginDefect({ kind: 'air', volumeMl: 1, leaves: 'last' });
    run.wait(3 * US_PER_DAY);
    const catheter = run.pump.catheter?.catheter;
    catheter?.settle();
    expect(lastLine(run, 'true.tipUgPerMl')).toMatchObject({ v: 0, r: 0 });
    // 1 mL of solution and what the catheter held before.
    expect(catheter?.books.tipUg).toBeCloseTo(1_220.6, 0);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(2, 9);
  });

  test('is diluted from the first drop if air leaves mixed with it', () => {
    const run = flowing({ reservoirMl: 3, catheter: {}, drug: morphine });
    run.pump.beginDefect({ kind: 'air', volumeMl: 1, leaves: 'mixed' });
    run.wait(2 * US_PER_DAY);
    const { reservoir } = run.pump;
    expect(reservoir.airMl / reservoir.volumeMl).toBeCloseTo(0.25, 12);
    const catheter = run.pump.catheter?.catheter;
    catheter?.settle();
    expect(catheter?.books.tipUg).toBeCloseTo(220.6 + (2 - 0.2206) * 750, 0);
    run.pump.refill({ fillMl: 10, drug: morphine });
    run.wait(US_PER_DAY);
    catheter?.settle();
    expect(catheter?.books.tipUg).toBeCloseTo(220.6 + 2 * 750 + (1 - 0.2206) * 1_000, 0);
  });
});

test.each<SupplyFault>([
  { kind: 'pump leak', mlPerDay: -1 },
  { kind: 'pump leak', mlPerDay: Number.NaN },
  { kind: 'clogged filter', share: 1.1 },
  { kind: 'air', volumeMl: 0, leaves: 'last' },
])('an impossible size of a fault is refused: %o', (fault) => {
  const { pump, trace } = pumpRun();
  const before = trace.recordCount;
  expect(() => pump.beginDefect(fault)).toThrow(fault.kind);
  expect(trace.recordCount).toBe(before);
});

test("the ratio in the trace includes the head's accuracy, and follows a new head", () => {
  const run = pumpRun({ state: { accuracy: 1.1, alarms: quietAlarms } });
  run.pump.programSimpleContinuous(1);
  run.pump.beginDefect({ kind: 'clogged filter', share: 0.5 });
  expect(lastLine(run, 'true.flowRatio')?.v).toBeCloseTo(0.55, 12);
  run.pump.beginDefect({ kind: 'over-infusion', ratio: 2 });
  expect(lastLine(run, 'true.flowRatio')?.v).toBeCloseTo(1, 12);
  const before = run.pump.reservoir.deliveredMl;
  run.wait(5 * US_PER_DAY);
  expect(run.pump.reservoir.deliveredMl - before).toBeCloseTo(5, 2);
});

test.each([
  { pressureKpa: Number.NaN },
  { pressureKpa: -1 },
  { temperatureC: -300 },
  { temperatureC: Number.POSITIVE_INFINITY },
])('surroundings of %o are refused with a RangeError, and change nothing', (surroundings) => {
  const run = flowing({ reservoirMl: 10 });
  expect(() => run.pump.setSurroundings(surroundings)).toThrow(RangeError);
  expect(run.events('in.surroundings')).toEqual([]);
  expect(run.pump.supply.flowRatio.ratio).toBe(1);
  run.pump.setSurroundings({});
  expect(run.events('in.surroundings')).toMatchObject([{ temperatureC: 37, pressureKpa: 101.3 }]);
});
