import { describe, expect, test } from 'vitest';
import { mustHaveSameCourse } from '../../../hil/judge/same-course.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { type Parts, read } from '../scenario/language/scenario-text.ts';

const parts: Parts = {
  timeline: ['{ at: 1 h, field: 1.5 T, name: scan }', '{ after: scan, wait: 10 min, field: off, name: out }'],
};

/** The traced scenario after a way through JSON, as in a header. */
const traced = JSON.parse(JSON.stringify(read(parts))) as Scenario;
const refusal =
  (other: Parts): (() => void) =>
  () =>
    mustHaveSameCourse(traced, read(other), 't.ndjson');
const PUMP = '{ product: synchromed-ii, mode: simple continuous, rate: 0.6 mL/day }';

describe('another scenario for a trace', () => {
  test('may change expectations, and the place of everything', () => {
    const expectations = ['{ name: held, during: scan, signal: true.rotorDeg, changes at most: 3 deg }'];
    expect(refusal({ ...parts, expect: expectations })).not.toThrow();
    const moved = parts.timeline?.map((entry) => entry.replace('{ ', '{   '));
    expect(refusal({ ...parts, ...(moved === undefined ? {} : { timeline: moved }) })).not.toThrow();
  });

  test.each<[string, Parts, string]>([
    [
      'time of an entry',
      { timeline: ['{ at: 2 h, field: 1.5 T, name: scan }', '{ after: scan, wait: 10 min, field: off, name: out }'] },
      'timeline: "scan", atUs is "7200000000", in the trace "3600000000"',
    ],
    [
      'strength of a field',
      { timeline: ['{ at: 1 h, field: 3 T, name: scan }', '{ after: scan, wait: 10 min, field: off, name: out }'] },
      'timeline: "scan", action, fieldMt is "3000", in the trace "1500"',
    ],
    [
      'missing entry',
      { timeline: ['{ at: 1 h, field: 1.5 T, name: scan }'] },
      'entry 2 of the timeline is nothing, in the trace "out"',
    ],
    ['pump', { ...parts, pump: PUMP }, 'pump, program, rateMlPerDay is "0.6", in the trace "0.5"'],
    [
      'limit of the run',
      { ...parts, more: 'run at most: 2 h\n' },
      'run at most is "7200000000", in the trace "2592000000000"',
    ],
    ['end of the run', { ...parts, more: 'ends at: 30 d\n' }, 'ends at is "2592000000000", in the trace nothing'],
  ])('is refused with the difference: %s', (_what, other, difference) => {
    expect(refusal(other)).toThrow(
      `f.yaml differs from t.ndjson: ${difference}; allowed: a change of \`expect\` alone.`,
    );
  });
});
