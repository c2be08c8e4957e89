import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driveTrainOf } from '../../../firmware-sim/build/pump-build.ts';
import type { MagneticField } from '../../../firmware-sim/plant/magnetic-field.ts';
import {
  nearestImageDeg,
  restAngleDeg,
  rockingDeg,
  stallFieldMt,
  type TwoPoleMotor,
  turnLossProbability,
} from '../../../firmware-sim/plant/two-pole-motor.ts';
import { theRollers } from '../pump-run.ts';

const motor: TwoPoleMotor = driveTrainOf(theRollers()).motor;
const DEG = Math.PI / 180;

function across(fieldMt: number, azimuthDeg = 0): MagneticField {
  return { fieldMt, angleToNormalDeg: 90, azimuthDeg };
}

/** Argument of the sum of two phasors at any drive angle, by complex numbers and built-in functions only. */
function sumAngleDeg(driveDeg: number, fieldMt: number, azimuthDeg: number): number {
  const pull = (motor.momentAm2 * fieldMt * 1e-3) / (motor.holdingTorqueUnm * 1e-6);
  const re = Math.cos(driveDeg * DEG) + pull * Math.cos(azimuthDeg * DEG);
  const im = Math.sin(driveDeg * DEG) + pull * Math.sin(azimuthDeg * DEG);
  return Math.atan2(im, re) / DEG;
}

describe('a two-pole motor in a field', () => {
  test('is held from T_h / m on: 4 mT with the default set', () => {
    expect(stallFieldMt(motor)).toBe(4);
    expect(stallFieldMt({ ...motor, holdingTorqueUnm: 50, momentAm2: 1.24e-2 })).toBeCloseTo(4.032, 3);
    expect(stallFieldMt({ ...motor, holdingTorqueUnm: 1, momentAm2: 3.2e-4 })).toBeCloseTo(3.125, 10);
  });

  test('rocks by asin(T_h / mB) while it is held: 30 deg at twice the stall field', () => {
    expect(rockingDeg(motor, across(8))).toBeCloseTo(30, 12);
    expect(rockingDeg(motor, across(4))).toBe(90);
    expect(rockingDeg(motor, across(1500))).toBeCloseTo(Math.asin(4 / 1500) / DEG, 12);
    expect(rockingDeg(motor, { ...across(16), angleToNormalDeg: 30 })).toBeCloseTo(30, 12);
  });

  test('never rocks further from the field than asin(T_h / mB), for any drive angle', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 4.01, max: 3000, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (fieldMt, azimuthDeg, steps) => {
          const restDeg = restAngleDeg(motor, across(fieldMt, azimuthDeg), steps, azimuthDeg);
          expect(Math.abs(restDeg - azimuthDeg)).toBeLessThanOrEqual(rockingDeg(motor, across(fieldMt)) + 1e-9);
        },
      ),
    );
  });

  test('rests at the angle of an independent complex sum, on the nearest turn', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3000, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (fieldMt, azimuthDeg, steps, nearDeg) => {
          const expectedDeg = sumAngleDeg(steps * 180, fieldMt, azimuthDeg);
          // When drive and field nearly cancel, the angle is ill-conditioned.
          fc.pre(Math.abs(fieldMt - 4) > 0.01 || Math.abs(Math.abs(azimuthDeg - (steps % 2) * 180) - 180) > 1);
          const restDeg = restAngleDeg(motor, across(fieldMt, azimuthDeg), steps, nearDeg);
          expect(Math.abs(restDeg - nearDeg)).toBeLessThanOrEqual(180 + 1e-6);
          const apartDeg = (restDeg - expectedDeg) / 360;
          expect(Math.abs(apartDeg - Math.round(apartDeg))).toBeLessThan(1e-9);
        },
      ),
    );
  });

  test('follows the drive below the stall field, and stays above it', () => {
    const windingOf = (fieldMt: number): number => {
      let woundDeg = 0;
      let last = sumAngleDeg(0, fieldMt, 40);
      for (let driveDeg = 1; driveDeg <= 3600; driveDeg += 1) {
        const now = sumAngleDeg(driveDeg, fieldMt, 40);
        woundDeg += now - last - 360 * Math.round((now - last) / 360);
        last = now;
      }
      return Math.round(Math.abs(woundDeg) / 360);
    };
    const stallMt = stallFieldMt(motor);
    expect([0, 0.9 * stallMt, 1.1 * stallMt, 1500].map(windingOf)).toEqual([10, 10, 0, 0]);
  });

  test('finds an equal angle at most half a turn away; of two, the forward one', () => {
    expect(nearestImageDeg(0, 180)).toBe(360);
    expect(nearestImageDeg(0, -180)).toBe(0);
    expect(nearestImageDeg(180, 0)).toBe(180);
    expect(nearestImageDeg(-180, 0)).toBe(180);
    expect(nearestImageDeg(0, 179)).toBe(0);
    expect(nearestImageDeg(0, 181)).toBe(360);
    expect(nearestImageDeg(10, 3_605)).toBe(3_610);
  });

  test('loses turns with a probability from 0 at the disturbance to 1 at the stall', () => {
    const at = (fieldMt: number): number => turnLossProbability(motor, across(fieldMt));
    expect([0, 1.5, 2.75, 4, 10].map(at)).toEqual([0, 0, 0.5, 1, 1]);
  });
});
