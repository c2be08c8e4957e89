import { describe, expect, test } from 'vitest';
import { RunTrace } from '../../../../hil/trainer/page/play/run-trace.ts';
import { studyAt } from '../../../../hil/trainer/page/play/study-now.ts';
import { runOf } from './run-of.ts';

const flipped = await runOf('roller-study-of-a-flipped-pump');
const trace = new RunTrace(flipped.records, flipped.endUs);
const at = (seconds: number, isSeeThrough = true) => studyAt(trace, flipped.product, seconds * 1e6, isSeeThrough);

describe('the study of the moment', () => {
  test('has no films before the first and one film while the rotor turns', () => {
    expect(at(599)).toBeUndefined();
    expect(at(610)?.films).toHaveLength(1);
  });

  test('fits every angle of still films, and one angle of fluoroscopy', () => {
    expect(at(700)).toMatchObject({ name: 'two films', isFlipped: true, reads: 'ambiguous' });
    expect(at(700)?.fitsDeg).toEqual([-300, -120, 60, 240]);
    expect(at(1236)).toMatchObject({ name: 'fluoroscopy', filmed: 'live', fitsDeg: [-120] });
  });

  test('shows the turn itself under fluoroscopy', () => {
    expect(at(1218)?.films.map(({ filmDeg }) => filmDeg)).toEqual([160.5, 100.5]);
    expect(at(1218)?.fitsDeg).toEqual([-60]);
    expect(at(1218)?.films.map(({ isTurning }) => isTurning)).toEqual([false, true]);
    expect(at(1236)?.films.map(({ isTurning }) => isTurning)).toEqual([false, false]);
  });

  test('tells the truth with see-through alone', () => {
    expect(at(700)?.truth).toMatchObject({ movedDeg: 120, outcome: 'pass' });
    expect(at(700, false)?.truth).toBeNull();
    expect(at(700, false)?.films.map(({ rotorDeg }) => rotorDeg)).toEqual([null, null]);
  });
});
