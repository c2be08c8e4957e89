import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { synchromedII, synchromedII40 } from '../../firmware-sim/products/synchromed-ii.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

function delivering(state: Partial<PumpState> = {}, product: Product = synchromedII, rateMlPerDay = 0.5): PumpRun {
  const run = pumpRun({ product, state: { alarms: quietAlarms, ...state } });
  run.pump.programSimpleContinuous(rateMlPerDay);
  return run;
}

// Arithmetic of published examples: 20 mL at 0.5 mL/day 36 days to 2 mL, 40 mL 76 days.
describe('refill dates', () => {
  test.each([
    [synchromedII, 0.5, 36],
    [synchromedII40, 0.5, 76],
    [synchromedII, 0.25, 72],
    [synchromedII, 1, 18],
  ] as const)('%o at %d mL/day calls on day %d', (product, rateMlPerDay, day) => {
    const run = delivering({}, product, rateMlPerDay);
    run.wait(80 * US_PER_DAY);
    const low = run.events('pump.alarm').find((event) => event.cause === 'low reservoir');
    expect(low?.t).toBe(day * US_PER_DAY);
  });
});

describe('withdrawn volume against calculated volume', () => {
  function refilledAfter(
    days: number,
    accuracy: number,
    compare: 'every pump' | 'by capacity',
    product = synchromedII,
  ) {
    const run = delivering({ accuracy }, product);
    run.wait(days * US_PER_DAY);
    run.pump.refill({ fillMl: 10, compare });
    const found = run.events('pump.refillCheck')[0];
    return [found?.state, found?.limitMl];
  }

  test.each([
    // 20 d x 0.5 mL/day x 0.12 = 1.2 mL.
    [1.12, 'every pump', synchromedII, ['as reckoned', 2]],
    [1.12, 'by capacity', synchromedII, ['less than reckoned', 1]],
    [0.88, 'by capacity', synchromedII, ['more than reckoned', 1]],
    [0.88, 'by capacity', synchromedII40, ['as reckoned', 2]],
    [1.25, 'every pump', synchromedII40, ['less than reckoned', 2]],
    [1, 'by capacity', synchromedII, ['as reckoned', 1]],
    // Published limits: 2 mL; or 1 mL of 20, 2 mL of 40.
  ] as const)('at a true ratio of %d by the rule for %s', (...row) => {
    const [accuracy, rule, product, found] = row;
    expect(refilledAfter(20, accuracy, rule, product)).toEqual(found);
  });

  test('is compared only on request, and by no rule where the product has none', () => {
    const run = delivering({ accuracy: 1.3 });
    run.wait(10 * US_PER_DAY);
    run.pump.refill({ fillMl: 10 });
    run.pump.refill({ fillMl: 10, compare: 'every pump', omit: ['withdraw', 'fill'] });
    expect(run.events('pump.refillCheck')).toEqual([]);
    const prometra = pumpRun({ product: productNamed('prometra') as Product });
    expect(() => prometra.pump.refill({ fillMl: 10, compare: 'every pump' })).toThrow('no rule');
  });
});

describe('an under-infusing pump', () => {
  // The level is calculated, never measured: TGA.
  test('raises low reservoir and empty alarms with drug left, and continues to deliver', () => {
    const run = delivering({ accuracy: 0.9, reservoirMl: 10 });
    run.wait(20 * US_PER_DAY);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir', 'empty reservoir']);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(1, 3);
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(0.55, 3);
    run.wait(2 * US_PER_DAY);
    expect(run.pump.reservoir.isEmpty).toBe(true);
  });
});

describe('a faulty filling', () => {
  test('beside the port leaves the reservoir unchanged; the pump takes the stated volume', () => {
    const run = delivering({ reservoirMl: 4 });
    run.wait(US_PER_DAY);
    expect(run.pump.refill({ fillMl: 20, intoPocket: true, omit: ['withdraw'] })).toEqual({ ok: true });
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(3.5, 3);
    expect(run.pump.firmware.calculator.calculatedMl).toBe(20);
    expect(run.events('true.reservoir')[0]).toMatchObject({ state: 'pocket fill', volumeMl: 20 });
    run.wait(8 * US_PER_DAY);
    expect(run.pump.reservoir.isEmpty).toBe(true);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
  });

  test('beyond the capacity is refused and changes nothing, unless it is forced', () => {
    const run = delivering();
    const records = run.trace.records.length;
    expect(run.pump.refill({ fillMl: 20.001 })).toMatchObject({ ok: false, refusal: { field: 'refill' } });
    expect(run.trace.records).toHaveLength(records + 1);
    for (const fillMl of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(run.pump.refill({ fillMl, forced: true })).toMatchObject({ ok: false });
    expect(run.pump.refill({ fillMl: 21, programMl: 20, forced: true })).toEqual({ ok: true });
    expect(run.events('true.reservoir')).toEqual([
      expect.objectContaining({ state: 'overfilled', volumeMl: 21, overMl: 1 }),
    ]);
    expect(run.pump.refill({ fillMl: 21, forced: true })).toMatchObject({
      ok: false,
      refusal: { field: 'reservoir volume' },
    });
  });

  // Medtronic Germany: residual 1.4 mL.
  test('of 18.6 mL is the most where the residual is inside the capacity', () => {
    const run = delivering({ residualInsideCapacity: true });
    run.wait(US_PER_DAY);
    expect(run.pump.refill({ fillMl: 18.601 })).toMatchObject({
      ok: false,
      refusal: { limit: 'the room left in the reservoir, 18.6 mL' },
    });
    expect(run.pump.refill({ fillMl: 18.6 })).toEqual({ ok: true });
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(20, 9);
    expect(run.pump.reservoir.reachableMl).toBeCloseTo(18.6, 9);
  });
});

// TGA: software issue of 2012.
describe('a reservoir alarm that an interrogation raises too early', () => {
  test.each(['low reservoir', 'empty reservoir'] as const)(
    'of the %s is logged, shows the right volume, and ends at the next interrogation',
    (premature) => {
      const run = delivering({ reservoirMl: 13 });
      run.wait(2 * US_PER_DAY);
      expect(run.pump.interrogate({ premature })).toMatchObject({ alarms: [] });
      run.wait(US_PER_HOUR);
      expect(run.pump.firmware.alarms.causes).toEqual([premature]);
      expect(run.logged().map(([kind]) => kind)).toEqual([premature]);
      expect(run.pump.firmware.calculator.calculatedMl).toBeCloseTo(12 - 0.5 / 24, 3);
      expect(run.pump.interrogate()).toMatchObject({ alarms: [] });
    },
  );

  test('stays if its real cause occurs meanwhile, and ends with a refill', () => {
    const run = delivering({ reservoirMl: 2.6 });
    run.wait(US_PER_DAY);
    run.pump.interrogate({ premature: 'low reservoir' });
    run.wait(US_PER_DAY);
    run.pump.interrogate();
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
    run.pump.interrogate({ premature: 'low reservoir' });
    expect(run.logged().map(([kind]) => kind)).toEqual(['low reservoir', 'low reservoir']);
    run.pump.refill({ fillMl: 20 });
    expect(run.pump.firmware.alarms.causes).toEqual([]);
  });
});
