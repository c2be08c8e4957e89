import { describe, expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { MeasuredExposure } from '../../../firmware-sim/outside/field-exposure.ts';
import { pumpRun } from '../pump-run.ts';

/** A field by its samples, each a second and a strength. */
function measured(...rows: readonly (readonly [number, number, number?])[]): MeasuredExposure {
  const samples = rows.map(([atS, fieldMt, angleToNormalDeg = 90]) => ({
    afterUs: atS * US_PER_SECOND,
    fieldMt,
    angleToNormalDeg,
  }));
  return { samples, azimuthDeg: 40 };
}

function runIn(exposure: MeasuredExposure) {
  const run = pumpRun();
  run.pump.programSimpleContinuous(24);
  run.pump.setField(exposure);
  return run;
}

describe('a measured field', () => {
  test('stays at its last strength until it is removed', () => {
    const run = runIn(measured([0, 0], [10, 100]));
    run.wait(US_PER_MINUTE);
    expect([run.pump.drive.state, run.pump.drive.field.fieldMt]).toEqual(['held', 100]);
    run.pump.removeField();
    expect([run.pump.drive.state, run.pump.drive.field.fieldMt]).toEqual(['turning', 0]);
  });

  test('ends with a last strength of 0', () => {
    const run = runIn(measured([0, 0], [10, 100], [20, 0]));
    run.wait(US_PER_MINUTE);
    expect(run.pump.drive.state).toBe('turning');
    const [came, went] = run.events('in.field');
    expect(came).toMatchObject({ fieldMt: 100, profile: 'measured', lastsUs: 20 * US_PER_SECOND });
    expect([went?.t, went?.fieldMt]).toEqual([Number(came?.t) + 20 * US_PER_SECOND, 0]);
  });

  test('that is removed or replaced on its way does not go on', () => {
    for (const next of ['removed', 'replaced'] as const) {
      const run = runIn(measured([0, 0], [100, 100]));
      run.wait(2 * US_PER_SECOND);
      expect(run.pump.drive.field.fieldMt).toBeCloseTo(1.5, 5);
      if (next === 'removed') run.pump.removeField();
      else run.pump.setField({ fieldMt: 0.5, azimuthDeg: 40 });
      run.wait(10 * US_PER_MINUTE);
      expect(run.pump.drive.field.fieldMt).toBe(next === 'removed' ? 0 : 0.5);
    }
  });

  test('along the shaft holds nothing, and across it does', () => {
    const run = runIn(measured([0, 100, 0], [30, 100, 90], [60, 100, 0], [90, 100, 0]));
    const states: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      run.wait(10 * US_PER_SECOND);
      states.push(run.pump.drive.state);
      run.wait(20 * US_PER_SECOND);
    }
    expect(states).toEqual(['turning', 'held', 'turning']);
  });

  test.each([
    ['no sample', measured()],
    ['a first sample after 0', measured([1, 0], [2, 1])],
    ['equal times', measured([0, 0], [1, 1], [1, 2])],
    ['a negative strength', measured([0, 0], [1, -1])],
    ['an angle beyond 180', measured([0, 0], [1, 1, 181])],
    ['a strength that is no number', measured([0, 0], [1, Number.NaN])],
  ])('with %s is refused, and changes nothing', (_what, exposure) => {
    const { pump, trace } = pumpRun();
    const count = trace.records.length;
    expect(() => pump.setField(exposure)).toThrow(RangeError);
    expect(trace.records).toHaveLength(count);
  });
});
