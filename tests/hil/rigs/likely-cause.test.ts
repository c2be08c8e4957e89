import { expect, test } from 'vitest';
import { likelyCause } from '../../../hil/rigs/likely-cause.ts';

const motion = { commandedDeg: 72, allowedDeg: 0.8, isCalibrated: true };

test.each([
  [-72, /^the shaft turns the other way: swap the wires of one coil/],
  [-36, /^the shaft turns the other way.*; and the gear ratio.* 0\.5 times/],
  [0.5, /^the shaft stands, or its encoder does not see it/],
  [36, /^the gear ratio.* 0\.5 times.*; or the motor misses steps/],
  [64.8, /^the motor misses steps.*; or the gear ratio.* 0\.9 times/],
  [70, /^the motor misses steps.*; or the error returns each turn/],
  [73.5, /^the gear ratio.* 1\.021 times.*; or the error returns each turn/],
  [144, /^the gear ratio.* 2 times/],
  [-7200, /^the gear ratio.* 100 times/],
])('of a shaft that was sent 72 deg and turned %d deg', (measuredDeg, says) => {
  expect(likelyCause({ ...motion, measuredDeg })).toMatch(says);
});

test('of a small error names a missing calibration first', () => {
  expect(likelyCause({ ...motion, measuredDeg: 70, isCalibrated: false })).toMatch(/^the error returns each turn/);
});

test('of a small error uses the ratio of the whole run; a shaft ahead missed no steps', () => {
  const cause = likelyCause({ ...motion, measuredDeg: 73.5, runRatio: 1.005 });
  expect(cause).toContain('turns 1.005 times as far');
  expect(cause).not.toContain('misses steps');
});
