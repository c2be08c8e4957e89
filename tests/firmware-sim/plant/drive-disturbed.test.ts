import { describe, expect, test } from 'vitest';
import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import { across, defaultTrain, PERIOD_US, turningDrive } from './turning-drive.ts';

describe('a drive in a field that disturbs', () => {
  test.each([
    [2, 0.2],
    [2.75, 0.5],
    [3.75, 0.9],
  ])('of %f mT loses each motor turn with probability %f, each for itself', (fieldMt, probability) => {
    const { drive, toSteps, states } = turningDrive();
    drive.setField(across(fieldMt));
    const turnCount = 8_000;
    toSteps(2 * turnCount);
    const lostUs = states()
      .filter(([state]) => state === 'losing')
      .map(([, us]) => us);
    const spread = (probability * (1 - probability) * turnCount) ** 0.5;
    expect(Math.abs(lostUs.length - probability * turnCount)).toBeLessThan(4 * spread);
    expect(drive.commandedSteps() - drive.imposedSteps()).toBe(2 * lostUs.length);
    const followedByLost = lostUs.filter((us, i) => lostUs[i + 1] === us + 2 * PERIOD_US).length;
    expect(Math.abs(followedByLost / lostUs.length - probability)).toBeLessThan(0.05);
  });

  test('loses whole turns only: the rotor waits from an even step and never goes back', () => {
    const { drive, toSteps, states } = turningDrive();
    toSteps(7);
    drive.setField(across(2.75));
    let last = drive.imposedSteps();
    for (let steps = 8; steps <= 2_000; steps += 1) {
      toSteps(steps);
      const now = drive.imposedSteps();
      expect([0, 1]).toContain(now - last);
      if (drive.state === 'turning') expect((steps - now) % 2).toBe(0);
      last = now;
    }
    const firstSteps = states()
      .filter(([state]) => state === 'losing')
      .map(([, us]) => us / PERIOD_US);
    expect(firstSteps.length).toBeGreaterThan(300);
    expect(firstSteps.every((step) => step > 8 && step % 2 === 1)).toBe(true);
  });

  test('completes a turn if the field ends during a loss', () => {
    const { drive, toSteps } = turningDrive();
    drive.setField(across(3.9));
    let steps = 0;
    while (drive.state !== 'losing') {
      steps += 1;
      toSteps(steps);
    }
    const lostBefore = steps - 1 - drive.imposedSteps();
    drive.setField(noField);
    expect(drive.state).toBe('turning');
    expect(steps - drive.imposedSteps()).toBe(lostBefore);
    toSteps(steps + 100);
    expect(drive.commandedSteps() - drive.imposedSteps()).toBe(lostBefore);
  });

  test('completes a half-lost turn with the next step after a stop', () => {
    const { clock, drive, toSteps } = turningDrive();
    drive.setField(across(3.9));
    let steps = 0;
    while (drive.state !== 'losing') {
      steps += 1;
      toSteps(steps);
    }
    const stoodSteps = drive.imposedSteps();
    drive.follow({ anchorUs: clock.nowUs(), anchorSteps: steps });
    clock.advanceTo(clock.nowUs() + 1e12);
    expect(drive.state).toBe('losing');
    drive.follow({ anchorUs: clock.nowUs(), anchorSteps: steps, periodUs: { numerator: PERIOD_US, denominator: 1 } });
    clock.advanceTo(clock.nowUs() + PERIOD_US);
    expect(drive.imposedSteps()).toBe(stoodSteps);
    expect(drive.commandedSteps() - drive.imposedSteps()).toBe(2 * Math.round((steps + 1 - stoodSteps) / 2));
  });

  test('just above the disturbance loses no turn within any time of a clock', () => {
    for (const fieldMt of [1.5000000000000002, 1.50000000001, 1.5000001]) {
      const { drive, toSteps } = turningDrive();
      expect(() => drive.setField(across(fieldMt))).not.toThrow();
      toSteps(1_000);
      expect(drive.imposedSteps()).toBe(1_000);
    }
    const strong = { ...defaultTrain.motor, holdingTorqueUnm: 1000, disturbFieldMt: 1 };
    const { drive, toSteps } = turningDrive(1, { ...defaultTrain, motor: strong });
    drive.setField(across(1.0000000000000002));
    toSteps(1_000);
    expect(drive.imposedSteps()).toBe(1_000);
  });

  test('loses other turns with another seed, and the same turns with the same seed', () => {
    const lossesOf = (seed: number): string => {
      const { drive, toSteps, states } = turningDrive(seed);
      drive.setField(across(2.75));
      toSteps(500);
      return JSON.stringify(states());
    };
    expect(lossesOf(1)).toBe(lossesOf(1));
    expect(lossesOf(1)).not.toBe(lossesOf(2));
  });
});
