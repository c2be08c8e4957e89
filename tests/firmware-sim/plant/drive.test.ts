import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MagneticField, noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import { isEvent } from '../../../firmware-sim/trace/record.ts';
import { across, PERIOD_US, turningDrive } from './turning-drive.ts';

const DEG = Math.PI / 180;

/** Follows arg(T_h e^(i theta_c) + m B e^(i alpha)) without a jump while drive and field change gradually. */
class ContinuousRotor {
  deg: number;
  #driveDeg: number;
  #pull = 0;
  readonly #azimuthDeg: number;

  constructor(steps: number, azimuthDeg: number) {
    this.deg = steps * 180;
    this.#driveDeg = this.deg;
    this.#azimuthDeg = azimuthDeg;
  }

  sweep(driveSteps: number, fieldMt: number): void {
    const fromDeg = this.#driveDeg;
    const fromPull = this.#pull;
    const toPull = fieldMt / 4;
    const pieces = 2_000 + 200 * Math.abs(driveSteps - fromDeg / 180);
    for (let i = 1; i <= pieces; i += 1) {
      const share = i / pieces;
      this.#driveDeg = fromDeg + (driveSteps * 180 - fromDeg) * share;
      // Strength falls and rises by ratios near zero field, where the rotor turns from one direction to the other.
      this.#pull = fromPull + (toPull - fromPull) * (toPull > fromPull ? share ** 4 : 1 - (1 - share) ** 4);
      const re = Math.cos(this.#driveDeg * DEG) + this.#pull * Math.cos(this.#azimuthDeg * DEG);
      const im = Math.sin(this.#driveDeg * DEG) + this.#pull * Math.sin(this.#azimuthDeg * DEG);
      const turn = Math.atan2(im, re) / DEG - this.deg;
      this.deg += turn - 360 * Math.round(turn / 360);
    }
  }
}

describe('a drive without a field', () => {
  test('turns 1.5 deg and gives 0.125 uL a step on average', () => {
    const { drive, toSteps } = turningDrive();
    toSteps(240);
    expect(drive.commandedSteps()).toBe(240);
    expect(drive.rotorDeg()).toBe(360);
    expect(drive.pumpedMl()).toBeCloseTo(0.03, 15);
    toSteps(241);
    expect(drive.rotorDeg()).toBe(361.5);
  });

  test('reports nothing', () => {
    const { drive, reports, toSteps, states } = turningDrive();
    drive.setField(noField);
    toSteps(1_000);
    drive.setField(across(1.4999));
    toSteps(9_000);
    drive.setField(noField);
    expect(reports).toEqual([]);
    expect(states()).toEqual([]);
    expect(drive.imposedSteps()).toBe(9_000);
  });
});

describe('a drive in a field that holds', () => {
  test('is held from exactly 4 mT on, and not a nanotesla below', () => {
    const at = (fieldMt: number): string => {
      const { drive } = turningDrive();
      drive.setField(across(fieldMt));
      return drive.state;
    };
    expect([3.999999, 4, 4.000001, 1500].map(at)).toEqual(['turning', 'held', 'held', 'held']);
  });

  test('is held by the component across the shaft alone', () => {
    const at = (angleToNormalDeg: number): string => {
      const { drive } = turningDrive();
      drive.setField({ fieldMt: 8, angleToNormalDeg, azimuthDeg: 0 });
      return drive.state;
    };
    expect([29.9, 30.1, 149.9, 150.1].map(at)).toEqual(['turning', 'held', 'held', 'turning']);
  });

  // Half a motor turn is 1.5 deg of rotor.
  test('turns half a motor turn at most when the field comes, then loses whole turns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 0, max: 1_000 }),
        fc.double({ min: 4, max: 3_000, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (before, during, fieldMt, azimuthDeg) => {
          const { drive, toSteps } = turningDrive();
          toSteps(before);
          const enteredSteps = drive.imposedSteps();
          drive.setField(across(fieldMt, azimuthDeg));
          expect(Math.abs(drive.imposedSteps() - enteredSteps)).toBeLessThanOrEqual(1 + 1e-9);
          const heldSteps = drive.imposedSteps();
          toSteps(before + during);
          expect(Math.abs(drive.imposedSteps() - heldSteps)).toBeLessThanOrEqual(1 + 1e-9);
          const leavingSteps = drive.imposedSteps();
          drive.setField(noField);
          expect(Math.abs(drive.imposedSteps() - leavingSteps)).toBeLessThanOrEqual(1 + 1e-9);
          const lostSteps = drive.commandedSteps() - drive.imposedSteps();
          expect(lostSteps % 2 === 0).toBe(true);
          toSteps(before + during + 5);
          expect(drive.commandedSteps() - drive.imposedSteps()).toBe(lostSteps);
        },
      ),
    );
  });

  test('follows a continuous rotor at each step, and leaves the field with it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 12 }),
        fc.double({ min: 4.4, max: 40, noNaN: true }),
        fc.tuple(fc.integer({ min: 5, max: 175 }), fc.constantFrom(1, -1)).map(([deg, side]) => deg * side),
        (before, during, fieldMt, azimuthDeg) => {
          const { drive, toSteps } = turningDrive();
          const rotor = new ContinuousRotor(before, azimuthDeg);
          toSteps(before);
          drive.setField(across(fieldMt, azimuthDeg));
          rotor.sweep(before, fieldMt);
          for (let steps = before; steps <= before + during; steps += 1) {
            toSteps(steps);
            rotor.sweep(steps, fieldMt);
            expect(drive.imposedSteps()).toBeCloseTo(rotor.deg / 180, 9);
          }
          drive.setField(noField);
          rotor.sweep(before + during, 0);
          expect(drive.imposedSteps()).toBeCloseTo(rotor.deg / 180, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('rocks between two angles while the drive runs, 30 motor deg to each side at 8 mT', () => {
    const { drive, toSteps } = turningDrive();
    toSteps(10);
    drive.setField(across(8, 90));
    const angles = [10, 11, 12, 13, 14].map((steps) => {
      toSteps(steps);
      return drive.imposedSteps() * 180 - 10 * 180 - 90;
    });
    expect(angles.map((deg) => Math.round(deg * 1e6) / 1e6)).toEqual([
      -26.565051, 26.565051, -26.565051, 26.565051, -26.565051,
    ]);
  });

  test('reports slip once when held and once when free, despite changes of field', () => {
    const { drive, reports, toSteps } = turningDrive();
    toSteps(10);
    drive.setField(across(30));
    toSteps(20);
    drive.setField(across(1500, -70));
    toSteps(30);
    drive.setField({ fieldMt: 1500, angleToNormalDeg: 5, azimuthDeg: 0 });
    expect(drive.state).toBe('seized');
    expect(reports).toEqual([{ atUs: 10 * PERIOD_US, atSteps: 10, follows: false }]);

    const other = turningDrive();
    other.toSteps(10);
    other.drive.setField(across(30));
    other.toSteps(20);
    other.drive.setField(noField);
    expect(other.reports.map((report) => [report.atSteps, report.follows])).toEqual([
      [10, false],
      [20, true],
    ]);
  });

  test('records when it was held and freed, and the amplitude of its rocking', () => {
    const { drive, toSteps, trace, states } = turningDrive();
    toSteps(3);
    drive.setField(across(8));
    toSteps(7);
    drive.setField(noField);
    expect(states()).toEqual([
      ['held', 3 * PERIOD_US],
      ['turning', 7 * PERIOD_US],
    ]);
    const held = trace.records.filter(isEvent).find((record) => record.state === 'held');
    expect(held?.rockingDeg).toBeCloseTo(30, 12);
  });
});

describe('a drive in a strong field along its shaft', () => {
  const along = (fieldMt: number, angleToNormalDeg: number): MagneticField => ({
    fieldMt,
    angleToNormalDeg,
    azimuthDeg: 0,
  });

  test.each([
    [1500, 0, 'seized'],
    [1500, 10, 'seized'],
    [1500, 170, 'seized'],
    [1500, 180, 'seized'],
    [1500, 10.001, 'held'],
    [1500, 169.999, 'held'],
    [500, 0, 'seized'],
    [499.999, 0, 'turning'],
    [400, 180, 'turning'],
    [400, 5, 'held'],
    [400, 0.2, 'turning'],
  ])('%f mT at %f deg to the normal: %s', (fieldMt, angleToNormalDeg, state) => {
    const { drive, toSteps } = turningDrive();
    toSteps(10);
    drive.setField(along(fieldMt, angleToNormalDeg));
    expect(drive.state).toBe(state);
  });

  test('loses nothing in the harmless orientation', () => {
    const { drive, toSteps, reports } = turningDrive();
    drive.setField(along(400, 0.2));
    toSteps(20_000);
    drive.setField(noField);
    toSteps(20_100);
    expect(drive.imposedSteps()).toBe(20_100);
    expect(reports).toEqual([]);
  });

  test('seizes permanently in the forbidden orientation: nothing turns it later', () => {
    const { drive, toSteps, reports } = turningDrive();
    toSteps(11);
    drive.setField(along(1500, 3));
    const stoodSteps = drive.imposedSteps();
    for (const [i, field] of [noField, across(1500), across(2), noField].entries()) {
      drive.setField(field);
      toSteps(1_000 * (i + 1));
      expect(drive.state).toBe('seized');
      expect(drive.imposedSteps()).toBe(stoodSteps);
    }
    expect(reports).toEqual([{ atUs: 11 * PERIOD_US, atSteps: 11, follows: false }]);
  });

  test('a rotor that seizes while a field holds it stays at that angle', () => {
    const { drive, toSteps } = turningDrive();
    toSteps(10);
    drive.setField(across(8, 90));
    toSteps(21);
    const heldSteps = drive.imposedSteps();
    drive.setField(along(1500, 0));
    toSteps(40);
    expect(drive.imposedSteps()).toBe(heldSteps);
  });
});

describe('a rig that plays a drive', () => {
  test('with slip as an input takes it from rotor and volume, and the sensor reports it', () => {
    const { drive, reports, toSteps } = turningDrive();
    toSteps(300);
    const before = drive.rotorDeg();
    drive.takeAway(4, 290);
    expect(drive.rotorDeg()).toBe(before - 6);
    expect(drive.imposedSteps()).toBe(300);
    drive.followsAgain(295);
    toSteps(310);
    expect(drive.rotorDeg()).toBe(310 * 1.5 - 6);
    expect(reports.map((report) => [report.atSteps, report.follows])).toEqual([
      [290, false],
      [295, true],
    ]);
  });

  test('is told at once when the rotor starts or stops following', () => {
    const { drive, toSteps } = turningDrive();
    const imposed: string[] = [];
    drive.onImposed = () => void imposed.push(drive.state);
    toSteps(5);
    drive.setField(across(1500));
    drive.setField(noField);
    expect(imposed).toEqual(['held', 'turning']);
  });

  test('whose shaft follows during a hold does not make the sensor report following', () => {
    const { drive, reports, toSteps } = turningDrive();
    toSteps(5);
    drive.setField(across(1500));
    toSteps(20);
    drive.followsAgain(12);
    expect(reports.map((report) => report.follows)).toEqual([false]);
  });
});
