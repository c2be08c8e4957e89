import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { EvenTime } from '../../../hil/demo/even-time.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';

const S = 1_000_000;

/** Looks at a run of `mri-30-min`, whose field comes at 3600 s. Each look has a wall time and the pump's clock. */
function shownS(
  speed: number | 'auto',
  looks: readonly (readonly [wallS: number, pumpS: number])[],
): readonly number[] {
  let wallUs = 0;
  const time = new EvenTime(scenarioNamed('mri-30-min'), { pumpClock: new VirtualClock() }, () => wallUs);
  return looks.map(([wallS, pumpS]) => {
    wallUs = wallS * S;
    return time.at(pumpS * S, speed) / S;
  });
}

describe('the shown time of a run', () => {
  test('goes on at the given speed while the rig plays a segment, up to the next entry', () => {
    expect(
      shownS(1000, [
        [0, 0],
        [1, 0],
        [2, 0],
        [4, 0],
        [4, 3600],
      ]),
    ).toEqual([0, 1000, 2000, 3600, 3600]);
  });

  test('goes on like the segment before at the speed auto, by its length at most', () => {
    expect(
      shownS('auto', [
        [0, 0],
        [1, 0],
        [2, 1000],
        [3, 1000],
        [4, 1000],
        [9, 1000],
      ]),
    ).toEqual([0, 0, 1000, 1500, 2000, 2000]);
  });

  test('is the time of the pump while a run at the speed auto is fast', () => {
    expect(
      shownS('auto', [
        [0, 0],
        [0.1, 1000],
        [0.15, 1000],
        [0.2, 2000],
      ]),
    ).toEqual([0, 1000, 1000, 2000]);
  });

  test('never goes back', () => {
    expect(
      shownS('auto', [
        [0, 0],
        [1, 1000],
        [2, 1000],
        [2, 1200],
      ]),
    ).toEqual([0, 1000, 2000, 2000]);
  });
});
