import { expect, test } from 'vitest';
import { limitsText } from '../../../../hil/scenario/checks/measurement.ts';

test('a limit that was converted from another unit is shown without the rounding', () => {
  expect(limitsText({ atLeast: 81.6 * 0.001, atMost: 121.4 * 0.001 }, 'mL')).toBe('0.0816 mL to 0.1214 mL');
  expect(limitsText({ atMost: 1 / 3 }, '')).toBe('at most 0.333333333333333');
});
