import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { RunTrace } from '../../../../hil/trainer/page/play/run-trace.ts';

const records: readonly TraceRecord[] = [
  { t: 0, s: 'true.rotorDeg', v: 10, r: 2 },
  { t: 0, s: 'pump.rateMlPerDay', v: 0.5 },
  { t: 1e6, e: 'in.field', fieldMt: 5 },
  { t: 2e6, s: 'true.rotorDeg', v: 14, r: 0 },
  { t: 2e6, s: 'true.catheterKpa', v: 1, to: 3, tauUs: 1e6 },
  { t: 3e6, e: 'in.field', fieldMt: 0 },
];
const trace = new RunTrace(records, 4e6);

describe('a trace of the page', () => {
  test('reads a line, a step and an exponential at any time', () => {
    expect(trace.valueAt('true.rotorDeg', 1.5e6)).toBe(13);
    expect(trace.valueAt('true.rotorDeg', 3e6)).toBe(14);
    expect(trace.valueAt('pump.rateMlPerDay', 4e6)).toBe(0.5);
    expect(trace.valueAt('true.catheterKpa', 3e6)).toBeCloseTo(3 - 2 / Math.E, 9);
  });

  test('gives nothing before the first record of a signal', () => {
    expect(trace.valueAt('true.catheterKpa', 1e6)).toBeUndefined();
    expect(trace.lastEvent('in.field', 999_999)).toBeUndefined();
  });

  test('gives the latest event with a name, and all of them until a time', () => {
    expect(trace.lastEvent('in.field', 2e6)?.fieldMt).toBe(5);
    expect(trace.lastEvent('in.field', 3e6)?.fieldMt).toBe(0);
    expect(trace.eventsUntil('in.field', 1e6)).toHaveLength(1);
  });
});
