import { expect, test } from 'vitest';
import { likelyCause } from '../../../hil/rigs/likely-cause.ts';

const motion = { commandedDeg: 72, allowedDeg: 0.8, isCalibrated: true };

test.each([
  [-72, /^it turns the other way: swap the wires of one coil/],
  [-36, /^it turns the other way.*; and gear ratio.* 0\.5 times/],
  [0.5, /^it does not turn, or its encoder does not see it/],
  [36, /^gear ratio.* 0\.5 times.*; or steps are missed/],
  [64.8, /^steps are missed.*; or gear ratio.* 0\.9 times/],
  [70, /^steps are missed.*; or an error that returns each turn/],
  [73.5, /^gear ratio.* 1\.021 times.*; or an error that returns each turn/],
  [144, /^gear ratio.* 2 times/],
  [-7200, /^gear ratio.* 100 times/],
])('of a shaft that was sent 72 deg and turned %d deg', (measuredDeg, says) => {
  expect(likelyCause({ ...motion, measuredDeg })).toMatch(says);
});

test('of a small error names the missing calibration first, where there is none', () => {
  expect(likelyCause({ ...motion, measuredDeg: 70, isCalibrated: false })).toMatch(/^an error that returns each turn/);
});

test('of a small error takes the ratio of the whole run, and never says that a shaft ahead missed steps', () => {
  const cause = likelyCause({ ...motion, measuredDeg: 73.5, runRatio: 1.005 });
  expect(cause).toContain('turns 1.005 times as far');
  expect(cause).not.toContain('missed');
});
