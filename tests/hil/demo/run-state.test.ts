import { expect, test } from 'vitest';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { heard, stateAtStart, valueAt } from '../../../hil/demo/run-state.ts';

const stateAfter = (...records: readonly TraceRecord[]) => records.reduce(heard, stateAtStart);

test('a line is read at any time after its record', () => {
  const { rotorDeg } = stateAfter({ t: 2_000_000, s: 'true.rotorDeg', v: 10, r: 0.5 });
  expect(valueAt(rotorDeg, 2_000_000)).toBe(10);
  expect(valueAt(rotorDeg, 6_000_000)).toBe(12);
});

test('field, rotor, rate and log have their last recorded values', () => {
  const run = stateAfter(
    { t: 0, s: 'pump.rateMlPerDay', v: 0.5 },
    { t: 1, e: 'in.field', fieldMt: 1500 },
    { t: 1, e: 'true.rotor', state: 'held' },
    { t: 2, e: 'pump.log', number: 1, entry: 'motor stall' },
  );
  expect(run).toMatchObject({ rateMlPerDay: 0.5, fieldMt: 1500, rotor: 'held', logged: 'motor stall' });
});

test('a study lasts from start to end of its bolus; other boluses do not count', () => {
  const start: TraceRecord = { t: 0, e: 'pump.bolus', phase: 'start', kind: 'roller study' };
  expect(stateAfter(start).hasStudy).toBe(true);
  expect(stateAfter(start, { t: 1, e: 'pump.bolus', phase: 'end', kind: 'roller study' }).hasStudy).toBe(false);
  expect(stateAfter({ t: 0, e: 'pump.bolus', phase: 'start', kind: 'single bolus' }).hasStudy).toBe(false);
});

test("each film shows the rig's shaft at its last reading", () => {
  const run = stateAfter(
    { t: 0, e: 'true.film', number: 1 },
    { t: 1, s: 'rig.shaftDeg', v: 40 },
    { t: 2, s: 'rig.shaftDeg', v: 160 },
    { t: 2, e: 'true.film', number: 2 },
  );
  expect(run.filmShaftDegs).toEqual([undefined, 160]);
});

test('an unknown record changes nothing', () => {
  expect(stateAfter({ t: 0, e: 'wire.counters' }, { t: 0, s: 'x', v: 1 }, { t: 0, s: 'y', v: 1, r: 1 })).toEqual(
    stateAtStart,
  );
});
