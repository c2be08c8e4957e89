import { expect, test } from 'vitest';
import { pumpRun } from '../pump-run.ts';

test('days to the alarm: (fill - threshold) / rate, 36, 72, 18 for 20 mL, 76 for 40', () => {
  const days = [0.5, 0.25, 1].map((rate) => {
    const { pump } = pumpRun();
    pump.programSimpleContinuous(rate);
    return pump.interrogate().refillDays;
  });
  expect(days).toEqual([36, 72, 18]);
  expect(pumpRun().pump.interrogate().refillDays).toBe(Number.POSITIVE_INFINITY);
});
