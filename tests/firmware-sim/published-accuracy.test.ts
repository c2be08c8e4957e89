import { describe, expect, test } from 'vitest';
import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import { prometraII } from '../../firmware-sim/products/prometra.ts';
import { synchromedII } from '../../firmware-sim/products/synchromed-ii.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

/** Withdrawn and reckoned volume at a refill, after a span at 0.5 mL/day. */
function refilled(accuracy: number, days: number) {
  const { pump, wait, events } = pumpRun({ state: { accuracy, alarms: quietAlarms } });
  pump.programSimpleContinuous(0.5);
  wait(days * US_PER_DAY);
  pump.refill({ fillMl: 20 });
  return events('true.refill')[0] as unknown as { readonly withdrawnMl: number; readonly differenceMl: number };
}

describe('delivery accuracy', () => {
  // Wesemann 2014.
  test('a pump of the laboratory mean, -2.4 %, holds that much more at its refill', () => {
    const { withdrawnMl, differenceMl } = refilled(0.976, 30);
    expect(differenceMl).toBeCloseTo(0.024 * 15, 2);
    expect(withdrawnMl).toBeCloseTo(20 - 0.976 * 15, 2);
  });

  // TGA recall entry.
  test('one at the edge of the label, 14.5 % too much, holds that much less', () => {
    const edge = synchromedII.quantities.accuracyUpperRatio.value;
    expect(refilled(edge, 30).differenceMl).toBeCloseTo((1 - edge) * 15, 2);
  });

  test('a sampled SynchroMed II is within its label with few exceptions, without bias', () => {
    const ratios = Array.from({ length: 400 }, (_, seed) => deliveredShare(seed, false));
    expect(ratios.filter((ratio) => ratio > 1.145 || ratio < 0.855)).toEqual([]);
    expect(mean(ratios)).toBeGreaterThan(0.995);
    expect(mean(ratios)).toBeLessThan(1.005);
  });

  // Accuracy study in the instructions for use of Prometra II.
  test('110 sampled Prometra II have a mean of 95.5 to 97.7 %, each within 85 to 115 %', () => {
    const ratios = Array.from({ length: 110 }, (_, seed) => deliveredShare(seed, true));
    expect(mean(ratios)).toBeGreaterThan(0.955);
    expect(mean(ratios)).toBeLessThan(0.977);
    expect(ratios.every((ratio) => ratio > 0.85 && ratio < 1.15)).toBe(true);
  });
});

function deliveredShare(seed: number, isPrometra: boolean): number {
  const product = isPrometra ? prometraII : synchromedII;
  const { pump, wait } = pumpRun({ product, seed, state: { accuracy: 'sampled', alarms: quietAlarms } });
  pump.programSimpleContinuous(1);
  wait(9 * US_PER_DAY);
  return pump.reservoir.deliveredMl / 9;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
