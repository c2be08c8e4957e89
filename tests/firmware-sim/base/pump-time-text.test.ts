import { expect, test } from 'vitest';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';

test.each([
  [0, '00:00:00'],
  [3_600_000_000, '01:00:00'],
  [4_622_400_000, '01:17:02.400'],
  [4_575_967_716, '01:16:15.967716'],
  [2 * 86_400_000_000 + 1_000_001, '2 d 00:00:01.000001'],
])('shows %i us as %s', (timeUs, text) => {
  expect(pumpTimeText(timeUs)).toBe(text);
});
