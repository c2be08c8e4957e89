import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { throttleGasKpa } from '../../firmware-sim/build/ambient.ts';
import { catheterShapeOf } from '../../firmware-sim/build/catheter-build.ts';
import { complianceOf } from '../../firmware-sim/plant/catheter/catheter-shape.ts';
import { mustHaveCatheter } from '../../firmware-sim/products/product.ts';
import { siromedes } from '../../firmware-sim/products/siromedes.ts';
import { isEvent, type LineRecord } from '../../firmware-sim/trace/record.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

const CSF_KPA = 1.3;
const GAS_KPA = siromedes.drive.kind === 'throttle' ? throttleGasKpa(siromedes.drive) : Number.NaN;

interface Patient extends PumpRun {
  readonly run: NonNullable<PumpRun['pump']['catheter']>;
}

function patient(rateMlPerDay: number, catheter = {}): Patient {
  const run = pumpRun({ product: siromedes, state: { catheter, alarms: quietAlarms } });
  const { catheter: own } = run.pump;
  if (own === undefined) throw new Error('no catheter');
  expect(run.pump.programSimpleContinuous(rateMlPerDay).ok).toBe(true);
  return { ...run, run: own };
}

function settled({ run }: Patient) {
  run.catheter.settle();
  return run.catheter;
}

describe('the flow of a gas drive', () => {
  // Pressure of the catheter: 1 - exp(-t/tau) of the gas pressure.
  test('falls linearly with back pressure as a shut catheter nears the gas pressure', () => {
    const one = patient(0.5);
    one.wait(US_PER_HOUR);
    const fromKpa = settled(one).kpa;
    one.run.harm({ kind: 'occlusion' });
    const mlPerKpa = complianceOf(catheterShapeOf(mustHaveCatheter(siromedes), {}));
    const tauS = (mlPerKpa * (GAS_KPA - CSF_KPA) * 86_400) / 0.5;
    const { insideMl } = one.run.catheter;
    const { deliveredMl } = one.pump.reservoir;
    for (const minutes of [10, 60, 300, 1000]) {
      one.wait(minutes * US_PER_MINUTE - ((one.clock.nowUs() - US_PER_HOUR) % (minutes * US_PER_MINUTE)));
      const s = (one.clock.nowUs() - US_PER_HOUR) / US_PER_SECOND;
      const kpa = GAS_KPA + (fromKpa - GAS_KPA) * Math.exp(-s / tauS);
      expect(settled(one).kpa).toBeCloseTo(kpa, 1);
      const cameInMl = one.pump.reservoir.deliveredMl - deliveredMl;
      expect(cameInMl).toBeCloseTo(mlPerKpa * (kpa - fromKpa), 5);
      expect(settled(one).insideMl - insideMl).toBeCloseTo(cameInMl, 9);
    }
    one.wait(3 * US_PER_DAY);
    expect(settled(one).kpa).toBeCloseTo(GAS_KPA, 1);
    expect(one.pump.reservoir.perSecondMl).toBeLessThan(1e-12);
  });

  test('behind a kink follows from the two resistances in series', () => {
    const one = patient(1);
    one.run.harm({ kind: 'kink', share: 0.99 });
    one.wait(20 * US_PER_DAY - one.clock.nowUs());
    const before = one.pump.reservoir.deliveredMl;
    one.wait(US_PER_HOUR);
    const mlPerDay = (one.pump.reservoir.deliveredMl - before) * 24;
    const { kpa, path } = settled(one);
    expect(mlPerDay).toBeCloseTo((GAS_KPA - kpa) / (GAS_KPA - CSF_KPA), 6);
    expect(mlPerDay).toBeCloseTo(path.tipMlPerSKpa * (kpa - CSF_KPA) * 86_400, 6);
    expect(mlPerDay).toBeLessThan(0.999);
  });

  test('stops while ambient pressure exceeds the gas pressure, and resumes afterwards', () => {
    const one = patient(1);
    one.run.harm({ kind: 'occlusion' });
    one.wait(2 * US_PER_DAY);
    one.pump.setSurroundings({ pressureKpa: 250 });
    const stoodMl = one.pump.reservoir.deliveredMl;
    one.wait(US_PER_HOUR);
    expect(one.pump.reservoir.deliveredMl).toBe(stoodMl);
    one.run.repair();
    one.wait(US_PER_DAY);
    const throttled = (GAS_KPA + 101.3 - 250 - CSF_KPA) / (GAS_KPA - CSF_KPA);
    expect(one.pump.reservoir.deliveredMl - stoodMl).toBeCloseTo(throttled, 2);
  });

  test('without a catheter equals the set flow', () => {
    const run = pumpRun({ product: siromedes });
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(0.5, 12);
  });

  test('is recorded in lines that stay within the error declared by their signal', () => {
    const one = patient(0.5);
    const truth: (readonly [number, number])[] = [];
    const note = (us: number): void => {
      one.wait(us);
      truth.push([one.clock.nowUs(), one.pump.reservoir.deliveredMl]);
    };
    note(US_PER_HOUR);
    one.run.harm({ kind: 'occlusion' });
    for (let i = 0; i < 400; i += 1) note(7 * US_PER_MINUTE + i);
    one.run.repair();
    for (let i = 0; i < 100; i += 1) note(3 * US_PER_SECOND);
    const declared = one.trace.signals.find(({ name }) => name === 'true.deliveredMl');
    const lines = one.trace.records.filter(
      (record): record is LineRecord => !isEvent(record) && record.s === 'true.deliveredMl',
    );
    const readMl = (us: number): number => {
      const { t, v, r } = lines.filter((line) => line.t <= us).at(-1) as LineRecord;
      return v + (r * (us - t)) / US_PER_SECOND;
    };
    const errors = truth.map(([us, ml]) => Math.abs(readMl(us) - ml));
    expect(Math.max(...errors)).toBeLessThan(declared?.errorMax ?? 0);
    expect(Math.max(...errors)).toBeGreaterThan(1e-4);
  });

  test('balances to a hundredth of a step through any sequence of faults and pressures', () => {
    const anAct = fc.oneof(
      fc.constant((one: Patient) => one.run.harm({ kind: 'occlusion' })),
      fc.constant((one: Patient) => one.run.harm({ kind: 'kink', share: 0.97 })),
      fc.constant((one: Patient) => one.run.harm({ kind: 'leak', share: 0.6 })),
      fc.constant((one: Patient) => one.run.harm({ kind: 'disconnection' })),
      fc.constant((one: Patient) => one.run.repair()),
      fc.integer({ min: 60, max: 300 }).map((kpa) => (one: Patient) => one.pump.setSurroundings({ pressureKpa: kpa })),
      fc.integer({ min: 30, max: 42 }).map((c) => (one: Patient) => one.pump.setSurroundings({ temperatureC: c })),
      fc
        .integer({ min: 250, max: 3000 })
        .map((ul) => (one: Patient) => void one.pump.programSimpleContinuous(ul / 1000)),
      fc.constant((one: Patient) => void one.pump.programStopped()),
      fc.constant((one: Patient) => void one.pump.refill({ fillMl: 10, omit: ['program'] })),
    );
    const limit = fc.constantFrom({}, { outletKpaMax: 60 });
    fc.assert(
      fc.property(
        limit,
        fc.array(fc.tuple(anAct, fc.integer({ min: 1, max: 2 * US_PER_DAY })), { maxLength: 12 }),
        (catheter, acts) => {
          const one = patient(1, catheter);
          const emptyMl = one.run.catheter.insideMl;
          let lastMl = 0;
          for (const [act, us] of acts) {
            act(one);
            one.wait(us);
            const { books, insideMl } = settled(one);
            const outMl = books.tipMl + books.strayMl + books.leakedMl;
            const { deliveredMl } = one.pump.reservoir;
            expect(Math.abs(deliveredMl - outMl - (insideMl - emptyMl))).toBeLessThan(1e-6);
            expect(deliveredMl).toBeGreaterThanOrEqual(lastMl - 1e-12);
            lastMl = deliveredMl;
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
