import { expect, test } from 'vitest';
import { blockingKpa } from '../../../firmware-sim/plant/roller-load.ts';

const torque = {
  holdingTorqueUnm: 10,
  gearRatio: 120,
  gearEfficiencyRatio: 0.5,
  tubeTorqueUnm: 150,
  revolutionUl: 30,
};

// (T_h x gear x efficiency - T_tube) 2 pi / V_rev.
test('10 uN m through 120:1 at 0.5, less 150 uN m, on 30 uL are 94 kPa', () => {
  expect(blockingKpa(torque)).toBeCloseTo(94.2, 1);
});

test('the reverse, T = dP V_rev / (2 pi): 69 kPa on 30 uL are 329 uN m', () => {
  const atKpa = (loadUnm: number): number => blockingKpa({ ...torque, tubeTorqueUnm: 600 - loadUnm });
  expect(atKpa(329)).toBeCloseTo(69, 0);
});

test('a starting rotor has less torque against pressure', () => {
  expect(blockingKpa(torque, 0.8)).toBeCloseTo(69.1, 1);
  expect(blockingKpa(torque, 0.2)).toBeLessThan(0);
});
