import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import { mustHaveCatheter, mustHaveRollers, type Product } from '../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun } from './pump-run.ts';

const PULSE_ML = 0.001;

interface Patient extends PumpRun {
  readonly catheter: NonNullable<PumpRun['pump']['catheter']>;
  /** Current volumes. */
  readonly books: () => NonNullable<PumpRun['pump']['catheter']>['catheter']['books'];
}

function patient(rateMlPerDay: number, state: Partial<PumpState> = {}, product?: Product): Patient {
  const run = pumpRun({
    state: { catheter: { csfKpa: 0 }, ...state },
    ...(product === undefined ? {} : { product }),
  });
  const { catheter } = run.pump;
  if (catheter === undefined) throw new Error('no catheter');
  expect(run.pump.programSimpleContinuous(rateMlPerDay).ok).toBe(true);
  const books = () => {
    catheter.catheter.settle();
    return catheter.catheter.books;
  };
  return { ...run, catheter, books };
}

function rotorStates({ events }: PumpRun): readonly (readonly [unknown, number])[] {
  return events('true.rotor').map((event) => [event.state, event.t]);
}

describe('a catheter without faults', () => {
  test('exists only where a scenario asks for it', () => {
    const { pump, trace } = pumpRun();
    expect(pump.catheter).toBeUndefined();
    expect(trace.signals.filter(({ name }) => /catheter|tip/i.test(name))).toEqual([]);
  });

  test('delivers the dose, less what its pressure of some pascals stores', () => {
    const { pump, wait, books, catheter } = patient(1);
    wait(10 * US_PER_DAY);
    expect(books().tipMl).toBeCloseTo(pump.reservoir.deliveredMl, 5);
    expect(1000 * catheter.catheter.kpa).toBeCloseTo(4.2, 1);
  });
});

describe('an occluded catheter', () => {
  // The time follows from the mean pressure.
  test('is silent until the motor stalls, C (94.2 - P) / Q after it shut, to the us', () => {
    const { wait, catheter, events, pump, ...run } = patient(0.5);
    wait(US_PER_HOUR);
    const kpa = catheter.catheter.kpa;
    catheter.harm({ kind: 'occlusion' });
    wait(2 * US_PER_HOUR);
    const { blockKpa } = mustHaveRollers(pump.product);
    const ul = mustHaveCatheter(pump.product).catheterUlPerCm.value * 100;
    const radius2 = ul / 1000 / Math.PI;
    const mlPerKpa = (3 * 0.65 ** 2 * ul) / 1000 / (3000 * (0.65 ** 2 - radius2));
    const stallS = ((blockKpa.value - kpa) * mlPerKpa * 86_400) / 0.5;
    expect(rotorStates({ wait, events, pump, ...run })).toEqual([
      ['blocked', US_PER_HOUR + Math.ceil(stallS * US_PER_SECOND)],
    ]);
    expect(catheter.catheter.kpa).toBeCloseTo(94.25, 2);
    expect(run.stalls().map(([kind]) => kind)).toEqual(['motor stall']);
    expect(events('pump.alarm').map(({ cause }) => cause)).toEqual(['motor stall']);
  });

  // E = 3 MPa; derived: C x (P - P_csf).
  test('opened again, releases at once what it stored, about 18 uL from 69 kPa', () => {
    const { wait, catheter, books, clock } = patient(0.5);
    catheter.harm({ kind: 'occlusion' });
    while (catheter.catheter.kpa < 69) wait(10 * US_PER_SECOND);
    const before = books().tipMl;
    catheter.repair();
    const openUs = clock.nowUs();
    wait(US_PER_SECOND);
    expect(clock.nowUs() - openUs).toBe(US_PER_SECOND);
    expect(1000 * (books().tipMl - before)).toBeGreaterThan(18.3 - 1);
    expect(1000 * (books().tipMl - before)).toBeLessThan(18.3 + 1);
  });

  test('lets the motor restart when it opens, and the pump logs the recovery', () => {
    const run = patient(0.5);
    run.catheter.harm({ kind: 'occlusion' });
    run.wait(3 * US_PER_HOUR);
    run.catheter.repair();
    run.wait(US_PER_HOUR);
    expect(rotorStates(run).map(([state]) => state)).toEqual(['blocked', 'turning']);
    expect(run.stalls().map(([kind]) => kind)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('does not stall a motor whose bolus ends before the pressure is reached', () => {
    const run = patient(0.048);
    run.catheter.harm({ kind: 'occlusion' });
    expect(run.pump.singleBolus(0.02, 24).ok).toBe(true);
    run.wait(US_PER_HOUR);
    expect(rotorStates(run)).toEqual([]);
    expect(run.catheter.catheter.kpa).toBeGreaterThan(69);
    expect(run.stalls()).toEqual([]);
  });

  test('in one position passes flow in the other', () => {
    const { catheter, wait, books } = patient(0.25);
    catheter.harm({ kind: 'occlusion', while: 'standing' });
    wait(US_PER_HOUR);
    const shut = books().tipMl;
    catheter.layPatient('lying');
    wait(US_PER_SECOND);
    expect(books().tipMl - shut).toBeGreaterThan(0.25 / 24 - 2 * PULSE_ML);
    catheter.layPatient('standing');
    const again = books().tipMl;
    wait(US_PER_HOUR);
    expect(books().tipMl).toBeCloseTo(again, 9);
  });

  test('stays blocked by pressure when a magnet holds the rotor and is removed', () => {
    const run = patient(0.5);
    run.catheter.harm({ kind: 'occlusion' });
    run.wait(2 * US_PER_HOUR);
    run.pump.setField({ fieldMt: 1_500, azimuthDeg: 40 });
    run.wait(US_PER_HOUR);
    run.pump.removeField();
    run.wait(US_PER_HOUR);
    expect(rotorStates(run).map(([state]) => state)).toEqual(['blocked', 'held', 'blocked']);
    run.catheter.repair();
    run.wait(US_PER_MINUTE);
    expect(rotorStates(run).map(([state]) => state)).toEqual(['blocked', 'held', 'blocked', 'turning']);
  });

  test('that opens while a magnet holds the rotor frees it when the magnet goes', () => {
    const run = patient(0.5);
    run.catheter.harm({ kind: 'occlusion' });
    run.wait(2 * US_PER_HOUR);
    run.pump.setField({ fieldMt: 1_500, azimuthDeg: 40 });
    run.catheter.repair();
    run.wait(US_PER_HOUR);
    expect(run.pump.drive.state).toBe('held');
    run.pump.removeField();
    expect(run.pump.drive.state).toBe('turning');
  });

  test('whose tube gives way first stalls no motor: volume slips back to the reservoir', () => {
    const run = patient(0.5, { catheter: { csfKpa: 0, outletKpaMax: 60 } });
    run.catheter.harm({ kind: 'occlusion' });
    run.wait(US_PER_DAY);
    expect(rotorStates(run)).toEqual([]);
    expect(run.catheter.catheter.kpa).toBeCloseTo(60, 3);
    const { volumeMl } = run.pump.reservoir;
    run.wait(10 * US_PER_DAY);
    expect(run.pump.reservoir.volumeMl).toBe(volumeMl);
    run.catheter.harm({ kind: 'kink', share: 0.5 });
    run.catheter.repair();
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.passingShare).toBe(1);
    expect(volumeMl - run.pump.reservoir.volumeMl).toBeCloseTo(0.5, 2);
  });

  test.each([
    ['prometra-ii', 250],
    ['siromedes', 245.37],
  ])('on %s rises to its gas pressure, %d kPa, and then nothing is delivered', (id, gasKpa) => {
    const run = patient(0.5, {}, productNamed(id) as Product);
    run.catheter.harm({ kind: 'occlusion' });
    run.wait(3 * US_PER_DAY);
    expect(run.catheter.catheter.kpa).toBeCloseTo(gasKpa, 2);
    expect(run.pump.reservoir.perSecondMl).toBeCloseTo(0, 12);
  });
});

describe('a kink', () => {
  test.each([0.5, 0.9, 0.97, 0.975])(
    'to %d of the bore delays the dose without changing it; no alarm sounds',
    (share) => {
      const { catheter, wait, books, pump, events } = patient(0.5);
      catheter.harm({ kind: 'kink', share });
      wait(5 * US_PER_DAY);
      const [tipMl, deliveredMl] = [books().tipMl, pump.reservoir.deliveredMl];
      wait(5 * US_PER_DAY);
      expect(books().tipMl - tipMl).toBeCloseTo(pump.reservoir.deliveredMl - deliveredMl, 6);
      expect(events('pump.alarm')).toEqual([]);
    },
  );

  test('too narrow for the motor pressure stalls it repeatedly and passes some dose', () => {
    const run = patient(0.5);
    run.catheter.harm({ kind: 'kink', share: 0.985 });
    run.wait(2 * US_PER_DAY);
    const states = rotorStates(run).map(([state]) => state);
    expect(states.length).toBeGreaterThan(10);
    expect(states.length).toBeLessThan(500);
    expect(new Set(states)).toEqual(new Set(['blocked', 'turning']));
    expect(run.books().tipMl).toBeGreaterThan(0.1);
    expect(run.books().tipMl).toBeLessThan(0.9);
  });
});

describe('drug that does not reach the tip', () => {
  test('of a leak: f = R_leak / (R_catheter + R_leak) reaches the tip', () => {
    const { catheter, wait, books } = patient(1);
    catheter.harm({ kind: 'leak', share: 0.4 });
    wait(10 * US_PER_DAY);
    const { tipMl, leakedMl } = books();
    expect(tipMl / (tipMl + leakedMl)).toBeCloseTo(0.6, 9);
  });

  test('of a leak before a kink: most of it leaks', () => {
    const { catheter, wait, books } = patient(1);
    catheter.harm({ kind: 'leak', share: 0.4 });
    catheter.harm({ kind: 'kink', share: 0.9 });
    wait(10 * US_PER_DAY);
    // R_leak = 1.5 R, and the kink adds 5 mm of a tenth of the bore: 50 R.
    expect(books().tipMl / books().leakedMl).toBeCloseTo(1.5 / 51, 6);
  });

  test('goes to the pocket after a disconnection, and elsewhere after a migration', () => {
    const { catheter, wait, books, pump } = patient(1);
    catheter.harm({ kind: 'disconnection' });
    wait(US_PER_DAY);
    expect(books().leakedMl).toBeCloseTo(pump.reservoir.deliveredMl, 9);
    expect(books().tipMl).toBe(0);
    catheter.repair();
    catheter.harm({ kind: 'migration' });
    wait(US_PER_DAY);
    expect(books().strayMl).toBeCloseTo(1, 2);
    expect(books().tipMl).toBe(0);
  });
});

describe('a needle in the catheter access port', () => {
  test.each([
    [undefined, 'free'],
    [{ kind: 'kink', share: 0.9 }, 'slow'],
    [{ kind: 'occlusion' }, 'nothing'],
    [{ kind: 'occlusion', while: 'lying' }, 'free'],
    [{ kind: 'disconnection' }, 'free'],
    [{ kind: 'migration' }, 'nothing'],
  ] as const)('with %o draws: %s', (fault, outcome) => {
    const { catheter, pump, events } = patient(0.5);
    if (fault !== undefined) catheter.harm(fault);
    expect(pump.access?.aspirate({ volumeMl: 2 })).toEqual({ ok: true });
    expect(events('true.aspiration').map((event) => event.outcome)).toEqual([outcome]);
  });

  test('takes the drug inside with it', () => {
    const { pump, books, wait } = patient(0.5, { drug: { name: 'morphine', concentrationUgPerMl: 1000 } });
    pump.access?.aspirate({ volumeMl: 2 });
    // Catheter and port: 0.2206 and 0.14 mL.
    expect(books().aspiratedUg).toBeCloseTo(360.6, 6);
    wait(8 * US_PER_HOUR);
    expect(books().tipUg).toBeCloseTo(0, 9);
  });
});

describe('a refill with another concentration', () => {
  test('mixes with the rest: 1.4 mL of the old in 21.4 mL are 6.5 % old (derived)', () => {
    const drug = { name: 'morphine', concentrationUgPerMl: 0 };
    const { pump, catheter, wait } = patient(0.5, { drug });
    wait(US_PER_DAY);
    expect(pump.refill({ fillMl: 20, drug: { ...drug, concentrationUgPerMl: 1000 } })).toEqual({ ok: true });
    expect(catheter.reservoirUgPerMl).toBeCloseTo(1000 * (1 - 0.0654), 0);
  });

  test('fills in nothing when it is refused', () => {
    const drug = { name: 'morphine', concentrationUgPerMl: 10 };
    const { pump, catheter } = patient(0.5, { drug });
    expect(pump.refill({ fillMl: 40, drug: { ...drug, concentrationUgPerMl: 1000 } }).ok).toBe(false);
    expect(catheter.reservoirUgPerMl).toBe(10);
  });

  test.each([
    [0.5, 10.6],
    [1, 5.3],
  ])('reaches the tip of 221 uL at %d mL/day after %d h, and is reported as well mixed', (rate, hours) => {
    const drug = { name: 'morphine', concentrationUgPerMl: 1000 };
    const { pump, wait, events } = patient(rate, { drug });
    wait(US_PER_DAY);
    pump.refill({ fillMl: 18, drug: { ...drug, concentrationUgPerMl: 5000 } });
    wait(US_PER_DAY);
    const [front] = events('true.front');
    expect((Number(front?.t) - US_PER_DAY) / US_PER_HOUR).toBeCloseTo(hours, 0);
    expect(front?.decided).toBe(true);
    expect(front?.sigmaCm).toBeCloseTo(rate === 1 ? 1.8 : 1.4, 1);
  });

  test('pushed on by a priming bolus is smeared; its width is undecided at short flow', () => {
    const drug = { name: 'morphine', concentrationUgPerMl: 1000 };
    const { pump, wait, events } = patient(0.5, { drug });
    wait(US_PER_HOUR);
    pump.refill({ fillMl: 18, drug: { ...drug, concentrationUgPerMl: 5000 } });
    for (let i = 0; i < 12; i += 1) {
      expect(pump.singleBolus(0.02, 24).ok).toBe(true);
      wait(US_PER_HOUR);
    }
    const [front] = events('true.front');
    expect(front?.decided).toBe(false);
    expect(Number(front?.sigmaCm)).toBeGreaterThan(2);
  });
});
