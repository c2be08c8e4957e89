import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

/** Microseconds of a motor step at 0.5 mL/day. */
const STEP_US = 21_600_000;
const HEAD = { perRadUl: 15 * ((Math.PI * 0.65 ** 2) / 4), liftRad: Math.PI / 3 };
/** (2 pi R A - V_rev) / N. */
const ZONE_UL = (2 * Math.PI * HEAD.perRadUl - 30) / 2;

/** A R theta - V_r sum G(theta - k pi): the lumped head of two rollers, computed independently. */
function headUl(rotorDeg: number): number {
  const theta = (rotorDeg * Math.PI) / 180;
  const lifts = Math.floor(theta / Math.PI) + 1;
  let liftedUl = 0;
  for (let k = 0; k < lifts; k += 1) {
    const phi = Math.min(HEAD.liftRad, Math.max(0, theta - k * Math.PI)) / HEAD.liftRad;
    liftedUl += ZONE_UL * (phi - Math.sin(2 * Math.PI * phi) / (2 * Math.PI));
  }
  return HEAD.perRadUl * theta - liftedUl;
}

function kicked(steps: number, fieldMt: number, azimuthDeg: number) {
  const run = pumpRun({ state: { reservoirMl: 10, alarms: quietAlarms } });
  const { drive, reservoir } = run.pump;
  run.pump.programSimpleContinuous(0.5);
  run.wait(steps * STEP_US);
  const before = { deg: drive.rotorDeg(), deliveredMl: reservoir.deliveredMl, levelMl: reservoir.volumeMl };
  run.pump.setField({ fieldMt, azimuthDeg });
  const after = { deg: drive.rotorDeg(), deliveredMl: reservoir.deliveredMl, levelMl: reservoir.volumeMl };
  return { run, before, after };
}

/** Declared error of the line of delivered volume. */
function errorMaxMl({ trace }: PumpRun): number {
  return trace.signals.find(({ name }) => name === 'true.deliveredMl')?.errorMax ?? 0;
}

const any = [
  fc.integer({ min: 0, max: 480 }),
  fc.double({ min: 4, max: 3_000, noNaN: true }),
  fc.double({ min: -180, max: 180, noNaN: true }),
] as const;

// Manufacturer's MRI page on SynchroMed EL: the rotor may turn backward.
describe('the rotor magnet, when a field comes', () => {
  test('turns by at most half a motor turn; the volume is exactly that of the head', () => {
    fc.assert(
      fc.property(...any, (steps, fieldMt, azimuthDeg) => {
        const { run, before, after } = kicked(steps, fieldMt, azimuthDeg);
        expect(Math.abs(after.deg - before.deg)).toBeLessThanOrEqual(1.5 + 1e-12);
        const pumpedUl = (after.deliveredMl - before.deliveredMl) * 1000;
        expect(pumpedUl).toBeCloseTo(headUl(after.deg) - headUl(before.deg), 9);
        expect(Math.abs(pumpedUl)).toBeLessThanOrEqual(0.13031);
        expect(Math.abs(pumpedUl) / 1000).toBeLessThan(errorMaxMl(run));
        expect(after.levelMl + after.deliveredMl).toBeCloseTo(before.levelMl + before.deliveredMl, 12);
      }),
      { numRuns: 60 },
    );
  });

  test('turns nearly half a turn against the drive, and takes back up to 0.1303 uL', () => {
    // 200 steps: 300 deg, 120 deg behind the lift of a roller. The drive points along 0 deg, the field just under 180 deg away.
    const { before, after } = kicked(200, 3_000, -179.999);
    expect(after.deg - before.deg).toBeCloseTo(-1.5, 2);
    expect((before.deliveredMl - after.deliveredMl) * 1000).toBeCloseTo(0.1303, 3);
  });

  test('loses whole motor turns when the field goes, after any kick', () => {
    fc.assert(
      fc.property(...any, (steps, fieldMt, azimuthDeg) => {
        const { run } = kicked(steps, fieldMt, azimuthDeg);
        run.wait(US_PER_HOUR);
        run.pump.removeField();
        const lost = run.pump.drive.commandedSteps() - run.pump.drive.imposedSteps();
        expect([lost % 2, lost >= 0]).toEqual([0, true]);
      }),
      { numRuns: 60 },
    );
  });
});

test('a field along the motor shaft does not kick it', () => {
  const { pump, wait } = pumpRun();
  pump.programSimpleContinuous(0.5);
  wait(7 * STEP_US);
  const deg = pump.drive.rotorDeg();
  pump.setField({ fieldMt: 100, angleToNormalDeg: 0, azimuthDeg: 120 });
  expect(pump.drive.rotorDeg()).toBe(deg);
});
