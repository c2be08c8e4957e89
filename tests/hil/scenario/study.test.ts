import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../hil/scenario/checks/study-result.ts';
import { StudyWatch } from '../../../hil/scenario/checks/study-watch.ts';

describe('the outcome of a study', () => {
  test.each([
    [120, 'pass'],
    [117, 'pass'],
    [123, 'pass'],
    [116.99, 'partial'],
    [123.01, 'partial'],
    [60, 'partial'],
    [3.01, 'partial'],
    [3, 'fail'],
    [0, 'fail'],
    [-3, 'fail'],
    [-3.01, 'partial'],
    [-120, 'partial'],
  ])('of %d degrees is %s', (movedDeg, outcome) => {
    expect(outcomeOf(movedDeg, 120, 3)).toBe(outcome);
  });
});

describe('the films of a study', () => {
  const film = (number: number, rotorDeg: number) => ({
    t: 0,
    e: 'true.film',
    number,
    filmDeg: rotorDeg % 360,
    rotorDeg,
  });

  test('are paired by the angle from the start, not by their content', () => {
    const watch = new StudyWatch({ studyAngleDeg: 120, toleranceDeg: 3, rollerCount: 2 });
    watch.begin('first');
    watch.hear(film(1, 300));
    watch.hear({ t: 1, s: 'true.rotorDeg', v: 400, r: 0 });
    watch.hear(film(2, 420));
    watch.begin('second');
    watch.hear(film(1, 420));
    watch.hear(film(2, 421));
    expect(watch.results.map(({ name, movedDeg, outcome }) => [name, movedDeg, outcome])).toEqual([
      ['first', 120, 'pass'],
      ['second', 1, 'fail'],
    ]);
  });

  test('have the outcomes and readings of all motions that the rig leaves open', () => {
    const of = (movedDeg: number, resolutionDeg: number) => {
      const watch = new StudyWatch({ studyAngleDeg: 120, toleranceDeg: 3, rollerCount: 2 });
      watch.hear({ t: 0, b: 0, s: 'bench.resolutionDeg', v: resolutionDeg });
      watch.begin('study');
      watch.hear(film(1, 0));
      watch.hear(film(2, movedDeg));
      const [result] = watch.results;
      return [result?.toleranceDeg, result?.outcome, result?.possibleOutcomes, result?.possibleReadings];
    };
    expect(of(120, 1.9)).toEqual([3, 'pass', ['pass'], ['pass']]);
    expect(of(118, 1)).toEqual([3, 'pass', ['pass'], ['pass']]);
    // The resolution of 1.9 deg does not widen the tolerance of 3 deg: 115.2 deg may be up to 117.1 deg, or below 117.
    expect(of(115.2, 1.9)).toEqual([3, 'partial', ['partial', 'pass'], ['partial', 'pass']]);
    expect(of(115, 1.9)).toEqual([3, 'partial', ['partial'], ['partial']]);
    expect(of(1, 1.9)).toEqual([3, 'fail', ['fail'], ['fail']]);
    expect(of(2, 1.9)).toEqual([3, 'fail', ['fail', 'partial'], ['fail', 'partial']]);
    // After half a turn, a rotor with two rollers shows the same film as before.
    expect(of(178, 1.9)).toEqual([3, 'partial', ['partial'], ['partial', 'fail']]);
  });

  test('of a restarted study do not mix with the earlier ones', () => {
    const watch = new StudyWatch({ studyAngleDeg: 120, toleranceDeg: 3, rollerCount: 2 });
    watch.begin('first');
    watch.hear(film(1, 0));
    watch.begin('second');
    watch.hear(film(1, 50));
    watch.hear(film(2, 170));
    expect(watch.results).toMatchObject([{ name: 'second', beforeDeg: 50, movedDeg: 120, outcome: 'pass' }]);
  });
});
