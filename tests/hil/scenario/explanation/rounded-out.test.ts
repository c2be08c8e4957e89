import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundedOut } from '../../../../hil/scenario/explanation/rounded-out.ts';

test('a rounded limit lets its value pass and is near it', () => {
  const values = fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((value) => Math.abs(value) > 1e-9);
  fc.assert(
    fc.property(values, (value) => {
      const [low, high] = [roundedOut(value, 'down'), roundedOut(value, 'up')];
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(high - low).toBeLessThanOrEqual(Math.abs(value) * 2.1e-3);
    }),
  );
});

test('a limit that four digits write stays', () => {
  expect([roundedOut(0.3342, 'up'), roundedOut(22.16, 'down'), roundedOut(0, 'up')]).toEqual([0.3342, 22.16, 0]);
});
