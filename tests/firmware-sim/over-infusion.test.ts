import { describe, expect, test } from 'vitest';
import type { OverInfusionOption } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun, quietAlarms, theProduct } from './pump-run.ts';

const LONG_US = 48 * US_PER_HOUR;
const flagged: OverInfusionOption = { kind: 'flagged' };

function watched(overInfusion: OverInfusionOption, state = {}, seed = 1, product = theProduct()): PumpRun {
  const run = pumpRun({ product, seed, state: { alarms: quietAlarms, overInfusion, ...state } });
  run.pump.programSimpleContinuous(0.5);
  return run;
}

function factors({ events }: PumpRun): readonly unknown[] {
  return events('true.overInfusionRisk').map(({ cause, t }) => [cause, t]);
}

// TGA alert text: stop or stall over 48 h, running dry, overfilling.
describe('a risk of later over-infusion', () => {
  test('arises after 48 h of a stop, to the microsecond', () => {
    const run = watched(flagged);
    run.wait(7);
    run.pump.programStopped();
    run.wait(LONG_US - 1);
    expect(factors(run)).toEqual([]);
    run.wait(1);
    expect(factors(run)).toEqual([['stopped or stalled over 48 h', LONG_US + 7]]);
    run.wait(10 * US_PER_DAY);
    expect(factors(run)).toHaveLength(1);
  });

  test('arises after 48 h of a stall; shorter stalls leave none, however often', () => {
    const run = watched(flagged);
    for (let i = 0; i < 5; i += 1) {
      run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
      run.wait(LONG_US - 1);
      run.pump.removeField();
      run.wait(US_PER_HOUR);
    }
    expect(factors(run)).toEqual([]);
    const heldUs = run.clock.nowUs();
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    run.wait(LONG_US);
    expect(factors(run)).toEqual([['stopped or stalled over 48 h', heldUs + LONG_US]]);
  });

  test('arises with or without interrogation, and no interrogation shows it', () => {
    const run = watched(flagged);
    run.pump.programStopped();
    run.wait(LONG_US - 1);
    const before = run.pump.interrogate();
    run.wait(1);
    expect(factors(run)).toHaveLength(1);
    expect(Object.keys(run.pump.interrogate())).toEqual(Object.keys(before));
  });

  test('never arises in a running pump, however slow', () => {
    const run = watched(flagged, { reservoirMl: 20 });
    run.pump.program({ mode: 'minimum rate' });
    run.wait(100 * US_PER_DAY);
    expect(factors(run)).toEqual([]);
  });

  test('arises from running dry and from a forced overfilling', () => {
    const run = watched(flagged, { reservoirMl: 1 });
    run.wait(2 * US_PER_DAY + 10 * US_PER_HOUR);
    expect(factors(run)[0]).toEqual(['ran dry', expect.closeTo(2 * US_PER_DAY, -11)]);
    expect(run.pump.refill({ fillMl: 22 })).toMatchObject({ ok: false });
    expect(run.pump.refill({ fillMl: 22, programMl: 20, forced: true })).toEqual({ ok: true });
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(22, 9);
    expect(factors(run).map((factor) => (factor as readonly unknown[])[0])).toEqual(['ran dry', 'overfilled']);
    expect(run.events('true.reservoir').map((event) => event.state)).toEqual(['empty', 'overfilled']);
  });

  test('that is flagged alone changes no volume, and is not recorded without the option', () => {
    const volumeOf = (run: PumpRun): number => {
      run.pump.programStopped();
      run.wait(3 * US_PER_DAY);
      run.pump.programSimpleContinuous(0.5);
      run.wait(10 * US_PER_DAY);
      return run.pump.reservoir.deliveredMl;
    };
    const without = pumpRun({ state: { alarms: quietAlarms } });
    without.pump.programSimpleContinuous(0.5);
    expect(volumeOf(watched(flagged))).toBe(volumeOf(without));
    expect(without.trace.signals.map((signal) => signal.name)).not.toContain('true.overInfusionRisk');
  });
});

describe('over-infusion that occurs', () => {
  test('with a ratio: starts once as the rotor turns again; the volume does not jump', () => {
    const run = watched({ kind: 'ratio', ratio: 1.3 }, { accuracy: 1.02 });
    run.wait(5 * US_PER_HOUR + 1234);
    run.pump.programStopped();
    run.wait(3 * US_PER_DAY);
    const beforeMl = run.pump.reservoir.deliveredMl;
    expect(beforeMl).toBeCloseTo((1.02 * 0.5 * 5) / 24, 3);
    run.pump.programSimpleContinuous(0.5);
    expect(run.pump.reservoir.deliveredMl).toBe(beforeMl);
    run.wait(10 * US_PER_DAY);
    expect(Math.abs(run.pump.reservoir.deliveredMl - beforeMl - 6.5)).toBeLessThan(0.002);
    run.pump.programStopped();
    run.wait(3 * US_PER_DAY);
    run.pump.programSimpleContinuous(0.5);
    expect(run.events('true.overInfusion')).toHaveLength(1);
  });

  test('empties the reservoir at the step given by the new ratio', () => {
    const run = watched(flagged, { reservoirMl: 10 });
    run.wait(5 * US_PER_DAY);
    run.pump.beginDefect({ kind: 'over-infusion', ratio: 2 });
    run.wait(20 * US_PER_DAY);
    const empty = run.events('true.reservoir').find((event) => event.state === 'empty');
    // 2.5 mL by day 5, and 7.5 mL at 1 mL/day.
    expect(Number(empty?.t) / US_PER_DAY).toBeCloseTo(12.5, 2);
    expect(run.pump.reservoir.volumeMl).toBe(0);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(10, 12);
  });

  test("keeps the head's volume continuous at any turn at which the ratio changes", () => {
    const { pump, wait } = pumpRun();
    pump.programSimpleContinuous(24);
    for (const ratio of [1.3, 0.7, 1, 2, 0.855]) {
      wait(1_234_567_891);
      const beforeMl = pump.drive.pumpedMl();
      pump.drive.setRatio(ratio);
      expect(Math.abs(pump.drive.pumpedMl() - beforeMl)).toBeLessThan(1e-15);
    }
    for (const ratio of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => pump.drive.setRatio(ratio)).toThrow('ratio');
  });

  test("sampled: by the product's probability, above the labelled edge, within the time", () => {
    const q = theProduct().failures;
    if (q === undefined) throw new Error('no failures');
    const certain: Product = {
      ...theProduct(),
      failures: { ...q, overInfusionProbabilityRatio: { ...q.overInfusionProbabilityRatio, value: 0.5 } },
    };
    let risen = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const run = watched({ kind: 'sampled' }, {}, seed, certain);
      run.pump.programStopped();
      run.wait(LONG_US + 181 * US_PER_DAY);
      for (const event of run.events('true.overInfusion')) {
        risen += 1;
        expect(event.ratio).toBeGreaterThan(1.145);
        expect(event.ratio).toBeLessThan(2);
      }
    }
    expect(Math.abs(risen - 100)).toBeLessThan(5 * Math.sqrt(50));
  });

  test('does not exist in a pump without a motor', () => {
    const siromedes = productNamed('siromedes') as Product;
    expect(() => pumpRun({ product: siromedes, state: { overInfusion: flagged } })).toThrow('not known');
    expect(() => pumpRun({ product: siromedes }).pump.beginDefect({ kind: 'sampled' })).toThrow('no defects are known');
  });
});
