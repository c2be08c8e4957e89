import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun, quietAlarms, theProduct } from './pump-run.ts';

const YEAR_US = 365.25 * US_PER_DAY;
const byUse = { batteryShare: 1, alarms: quietAlarms };

/** Age in years at which a cause was raised; undefined if it never was. */
function raisedYears({ events }: PumpRun, cause: string): number | undefined {
  const raised = events('pump.alarm').find((event) => event.cause === cause && event.phase === 'raised');
  return raised === undefined ? undefined : raised.t / YEAR_US;
}

/** A pump whose battery alone limits its service life. */
function ageless(): Product {
  const { serviceLife: _serviceLife, ...rest } = theProduct();
  return rest;
}

function runFor(rateMlPerDay: number, years: number, product: Product = theProduct()): PumpRun {
  const run = pumpRun({ product, state: byUse });
  run.pump.programSimpleContinuous(rateMlPerDay);
  run.wait(Math.round(years * YEAR_US));
  return run;
}

/** Computes the age independently: charge over mean current. */
function yearsToEri(rateMlPerDay: number): number {
  const q = theProduct().battery;
  if (q === undefined) throw new Error('no battery');
  const stepsPerDay = rateMlPerDay / 0.000125;
  const meanUa = q.batteryIdleUa.value + (q.actuationUc.value * stepsPerDay) / 86_400;
  return ((q.batteryMah.value - q.batteryEriMah.value) * 1000) / meanUa / (365.25 * 24);
}

describe('a battery by use', () => {
  // Medtronic Germany, SynchroMed II specification table.
  test.each([0.25, 0.5])('lasts 6 to 7 years at %d mL/day', (rateMlPerDay) => {
    const eosYears = raisedYears(runFor(rateMlPerDay, 7.1), 'end of service') as number;
    expect(eosYears).toBeGreaterThan(6);
    expect(eosYears).toBeLessThanOrEqual(7);
  });

  test.each([0.5, 1, 24])('raises ERI at %d mL/day when charge falls to its level, and stops 90 days later', (rate) => {
    const run = runFor(rate, 7);
    const eriYears = raisedYears(run, 'elective replacement indicator') as number;
    expect(Math.abs(eriYears - yearsToEri(rate)) * 365.25).toBeLessThan(0.1);
    expect((raisedYears(run, 'end of service') as number) - eriYears).toBeCloseTo(90 / 365.25, 9);
    expect(run.events('true.battery')[0]?.state).toBe('ERI level');
  });

  // Medtronic, getting a replacement.
  test('is limited by age where it would last longer: ERI 90 days before year seven', () => {
    const run = runFor(0.048, 7.1);
    expect(yearsToEri(0.048)).toBeGreaterThan(7);
    expect(raisedYears(run, 'elective replacement indicator')).toBeCloseTo(7 - 90 / 365.25, 9);
    expect(raisedYears(run, 'end of service')).toBeCloseTo(7, 9);
  });

  test('lasts exactly 90 days after the indicator at the highest rate', () => {
    const run = pumpRun({ product: ageless(), state: byUse });
    run.pump.programSimpleContinuous(24);
    run.wait(2 * YEAR_US);
    const [low, out] = run.events('true.battery');
    expect([low?.state, out?.state]).toEqual(['ERI level', 'exhausted']);
    expect((Number(out?.t) - Number(low?.t)) / US_PER_DAY).toBeCloseTo(90, 1);
  });

  test('is drained by tones, by sessions and by steps that the rotor does not follow', () => {
    const leftAfter = (act: (run: PumpRun) => void): number => {
      const run = pumpRun({ state: byUse });
      act(run);
      run.wait(US_PER_DAY);
      return run.pump.battery?.leftMah as number;
    };
    const idleMah = leftAfter(() => undefined);
    const q = theProduct().battery;
    expect(1320 - idleMah).toBeCloseTo((Number(q?.batteryIdleUa.value) * 24) / 1000, 6);
    expect(idleMah - leftAfter(({ pump }) => void pump.interrogate())).toBeCloseTo(300 / 3600, 9);
    expect(idleMah - leftAfter(({ pump }) => pump.alarmTest())).toBeCloseTo(9 / 3600, 9);
    const drivenMah = leftAfter(({ pump }) => void pump.programSimpleContinuous(0.5));
    expect(idleMah - drivenMah).toBeCloseTo((4000 * 0.09) / 3600, 9);
    const heldMah = leftAfter(({ pump }) => {
      pump.programSimpleContinuous(0.5);
      pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    });
    // The stall sounds once.
    expect(drivenMah - heldMah).toBeCloseTo(9 / 3600, 9);
  });

  test('is independent of how often it is observed', () => {
    const looked = pumpRun({ state: byUse });
    looked.pump.programSimpleContinuous(0.5);
    for (let i = 0; i < 500; i += 1) {
      looked.wait(US_PER_HOUR);
      looked.pump.battery?.leftMah;
    }
    expect(looked.trace.fingerprint()).toBe(runFor(0.5, (500 * US_PER_HOUR) / YEAR_US).trace.fingerprint());
  });

  // Health Canada letter on batteries: the minimum may be shorter.
  test('that is reduced gives less than the 90 days', () => {
    const run = pumpRun({ state: byUse });
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_DAY);
    run.pump.beginDefect({ kind: 'reduced battery', leftShare: 0.01 });
    run.wait(60 * US_PER_DAY);
    expect(raisedYears(run, 'elective replacement indicator')).toBeCloseTo(1 / 365.25, 9);
    const eosDays = 365.25 * (raisedYears(run, 'end of service') as number);
    // 13.2 mAh at 16.17 uA are 34 days.
    expect(eosDays).toBeCloseTo(1 + 13_200 / 16.1667 / 24, 1);
    expect(run.pump.delivery.doing).toBe('ended');
  });

  test('that a pump does not have: age decides its service life, and a defect is refused', () => {
    const run = pumpRun();
    expect(run.pump.battery).toBeUndefined();
    expect(() => run.pump.beginDefect({ kind: 'reduced battery', leftShare: 0.5 })).toThrow('from use');
    expect(() => pumpRun({ state: { batteryShare: 1.1 } })).toThrow('battery');
    expect(() => pumpRun({ state: { batteryShare: Number.NaN } })).toThrow('battery');
    const prometra = productNamed('prometra') as Product;
    expect(() => pumpRun({ product: prometra, state: byUse })).toThrow('not known');
  });

  test('without age limit and battery has no end of service within twenty years', () => {
    const run = pumpRun({ product: ageless(), state: { alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.048);
    run.wait(20 * YEAR_US);
    expect(run.pump.delivery.doing).toBe('delivering');
    expect(raisedYears(run, 'end of service')).toBeUndefined();
  });
});

// Medtronic, getting a replacement: an alarm at 5 to 8 years, and no stop by itself.
describe('the battery of a SynchroMed EL', () => {
  test.each([0.25, 0.5, 0.9])('raises a low-battery alarm at %d mL/day, and the pump goes on', (rateMlPerDay) => {
    const run = runFor(rateMlPerDay, 7.2, productNamed('synchromed-el') as Product);
    expect(raisedYears(run, 'low battery')).toBeGreaterThan(5);
    expect(raisedYears(run, 'low battery')).toBeLessThan(8);
    expect(raisedYears(run, 'end of service')).toBeUndefined();
    expect(run.pump.delivery.doing).toBe('delivering');
  });
});
