import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { InjectedFluid } from '../../../firmware-sim/outside/injected-fluid.ts';
import type { CatheterFault } from '../../../firmware-sim/plant/catheter/catheter-path.ts';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun } from '../pump-run.ts';

const PULSE_ML = 0.0006;
const contrast: InjectedFluid = { kind: 'contrast' };
const baclofen = { name: 'baclofen', concentrationUgPerMl: 2_000 };

interface Patient extends PumpRun {
  readonly catheter: NonNullable<PumpRun['pump']['catheter']>;
  readonly access: NonNullable<PumpRun['pump']['access']>;
  readonly aspirated: () => object | undefined;
  readonly injected: () => object | undefined;
}

/** A metre of catheter with 0.2206 mL, R 361.5 kPa s/mL, C 0.2646 uL/kPa, and baclofen 2 mg/mL at 0.5 mL/day. */
function patient(state: Partial<PumpState> = {}, id = 'synchromed-ii'): Patient {
  const product = productNamed(id) as Product;
  const run = pumpRun({ product, state: { catheter: {}, drug: baclofen, ...state } });
  const { catheter, access } = run.pump;
  if (catheter === undefined || access === undefined) throw new Error('no catheter');
  run.pump.programSimpleContinuous(0.5);
  run.wait(US_PER_SECOND);
  const last = (name: string) => run.events(name).at(-1);
  return {
    ...run,
    catheter,
    access,
    aspirated: () => last('true.aspiration'),
    injected: () => last('true.injection'),
  };
}

function harmed(fault: CatheterFault, hours = 0, state: Partial<PumpState> = {}): Patient {
  const run = patient(state);
  run.catheter.harm(fault);
  run.wait(hours * US_PER_HOUR);
  return run;
}

/** Compares to half a unit of the last digit of the worked figures. */
const about = (value: number, digits: number) => expect.closeTo(value, digits);

describe('an aspiration at the catheter access port (derived: plugs by volume)', () => {
  test.each([
    [0.01, 20, 421.2, 280, 0],
    [0.15, 300, 141.2, 280, 0],
    [0.22, 440, 1.2, 280, 0],
    [2, 721.2, 0, 0, 1.6394],
  ])(
    'of %d mL draws %d ug, and leaves %d ug in the catheter and %d ug in the port',
    (volumeMl, drugUg, catheterUg, portUg, csfMl) => {
      const run = patient();
      expect(run.access.aspirate({ volumeMl })).toEqual({ ok: true });
      expect(run.aspirated()).toMatchObject({
        outcome: 'free',
        askedMl: volumeMl,
        volumeMl: about(volumeMl, 6),
        drugUg: about(drugUg, 1),
        catheterUg: about(catheterUg, 1),
        portUg: about(portUg, 1),
        csfMl: about(csfMl, 4),
        csfInMl: about(volumeMl, 4),
        pocketInMl: 0,
      });
    },
  );

  test('of 2 mL takes 14.1 s', () => {
    const run = patient();
    run.access.aspirate({ volumeMl: 2 });
    expect(run.aspirated()).toMatchObject({ seconds: about(14.1, 1) });
  });

  test.each([
    [0.01, 28.8],
    [0.15, 7.2 * 60],
  ])('of %d mL delays drug at the tip by %d min at 0.5 mL/day', (volumeMl, minutes) => {
    const run = patient();
    run.access.aspirate({ volumeMl });
    const fromUs = run.clock.nowUs();
    run.wait(24 * US_PER_HOUR);
    const [front] = run.events('true.front');
    expect(front).toMatchObject({ fromUgPerMl: 0, toUgPerMl: about(2_000, 6) });
    expect(Math.abs((Number(front?.t) - fromUs) / US_PER_MINUTE / minutes - 1)).toBeLessThan(0.02);
  });

  test('by layers leaves 32.5 ug after 2 mL: max(1 - x, 1/(4x)) of Poiseuille flow', () => {
    const run = patient({ needleMixing: 'laminar' });
    run.access.aspirate({ volumeMl: 2 });
    const { catheterUg, portUg, drugUg } = run.aspirated() as Record<string, number>;
    expect(Number(catheterUg) + Number(portUg)).toBeCloseTo(32.5, 1);
    expect(drugUg).toBeCloseTo(721.2 - 32.5, 1);
    expect(Number(catheterUg) / 0.2206).toBeCloseTo(Number(portUg) / 0.14, 6);
  });

  test('by layers leaves 1 - x until fluid from the tip comes through', () => {
    const run = patient({ needleMixing: 'laminar' });
    run.access.aspirate({ volumeMl: 0.03606 });
    expect(run.aspirated()).toMatchObject({ drugUg: about(72.12, 2), csfMl: about(0, 5) });
  });

  test.each<[string, CatheterFault, object]>([
    [
      'a kink of 90 %',
      { kind: 'kink', share: 0.9 },
      { outcome: 'slow', volumeMl: about(0.167, 4), drugUg: about(333.9, 1), seconds: 60 },
    ],
    ['a fresh kink of 99 %', { kind: 'kink', share: 0.99 }, { outcome: 'nothing', csfInMl: about(0.000017, 6) }],
    [
      'a leak of 95 %',
      { kind: 'leak', share: 0.95 },
      {
        outcome: 'free',
        csfInMl: about(0.1, 4),
        pocketInMl: about(1.9, 4),
        drugUg: about(466, 1),
        catheterUg: about(241.2, 1),
        portUg: about(14, 1),
      },
    ],
    [
      'a disconnection',
      { kind: 'disconnection' },
      { outcome: 'free', pocketInMl: 2, csfInMl: 0, drugUg: 280, catheterUg: about(441.2, 6), portUg: 0 },
    ],
    ['a tip that has migrated', { kind: 'migration' }, { outcome: 'nothing', csfInMl: 0, csfMl: 0 }],
  ])('of 2 mL with %s', (_what, fault, expected) => {
    // A kink of 90 % has its pressure, 38 Pa, after some 5 s; one of 99 % stays fresh for hours.
    const run = harmed(fault, fault.kind === 'kink' && fault.share < 0.95 ? 1 : 0);
    run.access.aspirate({ volumeMl: 2 });
    expect(run.aspirated()).toMatchObject(expected);
  });

  test('relieves an occluded catheter of 24.6 uL; the drive blocks again after 70.8 min', () => {
    const run = harmed({ kind: 'occlusion' }, 4);
    expect(run.pump.drive.state).toBe('blocked');
    run.access.aspirate({ volumeMl: 2 });
    const fromUs = run.clock.nowUs();
    const { volumeMl, drugUg } = run.aspirated() as Record<string, number>;
    expect(run.aspirated()).toMatchObject({ outcome: 'nothing', csfInMl: 0 });
    // C x 92.9 kPa, and the pulse of the rollers at that place.
    expect(Math.abs(Number(volumeMl) - 0.0246)).toBeLessThan(PULSE_ML);
    expect(drugUg).toBeCloseTo(2_000 * Number(volumeMl), 9);
    expect(run.pump.drive.state).toBe('turning');
    expect(run.catheter.catheter.kpa).toBeCloseTo(1.3, 9);
    run.wait(2 * US_PER_HOUR);
    const again = run.events('true.rotor').at(-1);
    expect(again?.state).toBe('blocked');
    expect((Number(again?.t) - fromUs) / US_PER_MINUTE).toBeCloseTo(70.8, 0);
  });
});

describe('an injection at the catheter access port', () => {
  test('of 1 mL contrast pushes 721.2 ug of drug out; new drug arrives after 10.59 h', () => {
    const run = patient();
    run.access.inject({ volumeMl: 1, fluid: contrast });
    const fromUs = run.clock.nowUs();
    expect(run.injected()).toMatchObject({
      outcome: 'free',
      volumeMl: 1,
      tipUg: about(721.2, 1),
      strayUg: 0,
      leakedUg: 0,
    });
    expect(run.injected()).toMatchObject({ peakKpa: about(7.3, 1), seconds: 60, dailyDoses: about(0.7212, 4) });
    expect(run.catheter.catheter.books.fluid('contrast')?.tipUg).toBeCloseTo(0.6394, 4);
    run.wait(24 * US_PER_HOUR);
    const front = run.events('true.front').at(-1);
    expect((Number(front?.t) - fromUs) / US_PER_HOUR).toBeCloseTo(10.59, 1);
  });

  test.each([
    [0.22, 281.2],
    [2, 0],
  ])('after an aspiration of %d mL delivers %d ug', (volumeMl, tipUg) => {
    const run = patient();
    run.access.aspirate({ volumeMl });
    run.access.inject({ volumeMl: 1, fluid: contrast });
    expect(run.injected()).toMatchObject({ tipUg: about(tipUg, 1) });
  });

  test('of 2 mL with a leak of 95 % divides at the junction', () => {
    const run = harmed({ kind: 'leak', share: 0.95 });
    run.access.inject({ volumeMl: 2, fluid: contrast });
    expect(run.injected()).toMatchObject({ tipUg: about(200, 1), leakedUg: about(266, 1) });
    const seen = run.catheter.catheter.books.fluid('contrast');
    expect(seen?.leakedUg).toBeCloseTo(1.767, 3);
    // 0.093 mL of 2.206 uL/cm.
    expect(Number(seen?.catheterUg) / 0.002206).toBeCloseTo(42.2, 1);
  });

  test('against an occlusion reaches 100 kPa, and no fluid enters', () => {
    const run = harmed({ kind: 'occlusion' });
    run.access.inject({ volumeMl: 1, fluid: contrast });
    expect(run.injected()).toMatchObject({ outcome: 'nothing', volumeMl: 0, peakKpa: 100, tipUg: 0 });
    expect(run.catheter.catheter.kpa).toBeCloseTo(1.3, 9);
  });

  test('through a migrated tip misses the target', () => {
    const run = harmed({ kind: 'migration' });
    run.access.inject({ volumeMl: 1, fluid: { kind: 'drug', drug: baclofen } });
    expect(run.injected()).toMatchObject({ outcome: 'free', tipUg: 0, strayUg: about(2_000, 6) });
  });

  test('leaves the program unchanged, and the volume out of the tip never falls', () => {
    const run = patient();
    run.access.aspirate({ volumeMl: 1 });
    run.access.inject({ volumeMl: 1, fluid: { kind: 'saline' } });
    run.wait(US_PER_HOUR);
    expect(run.pump.delivery.basalMlPerDay).toBe(0.5);
    const tip = run.trace.records.filter((record) => 's' in record && record.s === 'true.tipMl');
    const values = tip.map((record) => Number((record as { readonly v: unknown }).v));
    const falls = values.map((value, i) => Number(values[i - 1] ?? value) - value);
    expect(Math.max(...falls)).toBeLessThan(PULSE_ML);
    expect(Math.max(...values)).toBeGreaterThan(0.999);
  });
});

describe('a refill into the catheter access port', () => {
  const into = { fillMl: 20, intoAccessPort: true, omit: ['withdraw' as const] };

  test.each([
    [undefined, 40_000],
    [2, 39_278.8],
  ])('after an aspiration of %o mL delivers %d ug at the tip', (volumeMl, tipUg) => {
    const run = patient();
    if (volumeMl !== undefined) run.access.aspirate({ volumeMl });
    const { volumeMl: reservoirMl } = run.pump.reservoir;
    expect(run.pump.refill(into)).toEqual({ ok: true });
    expect(run.injected()).toMatchObject({
      outcome: 'free',
      volumeMl: 20,
      tipUg: about(tipUg, 0),
      peakKpa: about(25.4, 1),
      seconds: 300,
    });
    expect(run.injected()).toMatchObject({ dailyDoses: about(tipUg / 1_000, 3) });
    expect(run.pump.reservoir.volumeMl).toBe(reservoirMl);
    expect(run.pump.firmware.calculator.calculatedMl).toBe(20);
  });

  test('draws the calculated volume through the port as well', () => {
    const run = patient({ reservoirMl: 4 });
    expect(run.pump.refill({ fillMl: 18, intoAccessPort: true })).toEqual({ ok: true });
    expect(run.aspirated()).toMatchObject({ outcome: 'free', askedMl: about(4, 3) });
    expect(run.events('true.refill').at(-1)).toMatchObject({ differenceMl: about(0, 6) });
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(4, 3);
  });

  test("with a refill kit's needle is stopped by a SynchroMed II's guard, not by an EL's", () => {
    const guarded = patient({ reservoirMl: 10 });
    expect(guarded.pump.refill({ ...into, needle: 'refill kit' })).toEqual({ ok: true });
    expect(guarded.injected()).toMatchObject({ outcome: 'nothing', volumeMl: 0, tipUg: 0, why: 'needle guard' });
    expect(guarded.pump.firmware.calculator.calculatedMl).toBeLessThan(20);
    const open = patient({}, 'synchromed-el');
    open.pump.refill({ ...into, fillMl: 10, needle: 'refill kit' });
    expect(open.injected()).toMatchObject({ outcome: 'free', volumeMl: 10 });
  });
});

describe('a needle that cannot enter', () => {
  test('of a flipped pump draws, fills and programs nothing', () => {
    const run = patient({ flipped: true, reservoirMl: 5 });
    const before = run.pump.firmware.calculator.calculatedMl;
    expect(run.pump.refill({ fillMl: 20 })).toEqual({ ok: true });
    expect(run.events('true.refill').at(-1)).toMatchObject({ outcome: 'nothing', why: 'flipped' });
    expect(run.events('true.reservoir')).toEqual([]);
    expect(run.pump.firmware.calculator.calculatedMl).toBe(before);
    expect(run.pump.withdraw()).toBe(0);
    run.access.aspirate({ volumeMl: 2 });
    expect(run.aspirated()).toMatchObject({ outcome: 'nothing', volumeMl: 0, drugUg: 0, catheterUg: about(441.2, 1) });
    run.access.inject({ volumeMl: 1, fluid: contrast });
    expect(run.injected()).toMatchObject({ outcome: 'nothing', volumeMl: 0 });
    run.pump.refill({ fillMl: 20, intoAccessPort: true });
    expect(run.injected()).toMatchObject({ outcome: 'nothing', why: 'flipped' });
  });

  test.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY])('for %s us is refused and moves nothing', (overUs) => {
    const run = patient({});
    const fluid = { kind: 'saline' } as const;
    expect(run.access.aspirate({ volumeMl: 2, overUs })).toMatchObject({ ok: false });
    expect(run.access.inject({ volumeMl: 2, overUs, fluid })).toMatchObject({ ok: false });
    expect(run.events('true.aspiration')).toEqual([]);
    expect(run.events('true.injection')).toEqual([]);
  });

  test.each([Number.NaN, -5])('that holds %s ug/mL of a drug is refused and moves nothing', (concentrationUgPerMl) => {
    const run = patient({});
    const drug = { name: 'baclofen', concentrationUgPerMl };
    expect(run.access.inject({ volumeMl: 2, fluid: { kind: 'drug', drug } })).toMatchObject({ ok: false });
    expect(run.pump.refill({ fillMl: 2, omit: ['withdraw'], drug })).toMatchObject({ ok: false });
    expect(run.events('true.injection')).toEqual([]);
    expect(run.events('true.reservoir')).toEqual([]);
  });

  test('of a flipped pump draws nothing before a filling that misses the port', () => {
    const run = patient({ flipped: true, reservoirMl: 5 });
    const volumeMl = run.pump.reservoir.volumeMl;
    expect(run.pump.refill({ fillMl: 20, intoPocket: true })).toEqual({ ok: true });
    expect(run.events('true.refill').at(-1)).toMatchObject({ outcome: 'nothing', why: 'flipped' });
    expect(run.events('true.reservoir').map(({ state }) => state)).toEqual(['pocket fill']);
    expect(run.pump.reservoir.volumeMl).toBe(volumeMl);
    expect(run.pump.firmware.calculator.calculatedMl).toBe(20);
  });

  test('of a Siromedes, which has no port, is refused as lacking', () => {
    const run = patient({}, 'siromedes');
    const lacking = { ok: false, refusal: { field: 'catheter access', why: 'lacking' } };
    expect(run.access.aspirate({ volumeMl: 2 })).toMatchObject(lacking);
    expect(run.access.inject({ volumeMl: 2, fluid: contrast })).toMatchObject(lacking);
    expect(run.pump.refill({ fillMl: 20, intoAccessPort: true })).toMatchObject(lacking);
    expect(run.events('true.injection')).toEqual([]);
  });

  test('while a field holds valves open is refused as busy', () => {
    const run = patient({}, 'prometra');
    run.pump.setField({ fieldMt: 1_500 });
    expect(run.access.aspirate({ volumeMl: 2 })).toMatchObject({ ok: false, refusal: { why: 'busy' } });
    run.pump.removeField();
    expect(run.access.aspirate({ volumeMl: 2 })).toEqual({ ok: true });
  });

  test('is flagged on a Prometra where the syringe is below 10 mL', () => {
    const run = patient({}, 'prometra-ii');
    run.access.aspirate({ volumeMl: 2, syringeMl: 5 });
    expect(run.aspirated()).toMatchObject({ outcome: 'free', flagged: 'a syringe below 10 mL' });
    run.access.aspirate({ volumeMl: 2, syringeMl: 10 });
    expect(run.aspirated()).not.toHaveProperty('flagged');
  });
});
