import { describe, expect, test } from 'vitest';
import { Playback } from '../../../../hil/demo/play/playback.ts';

const S = 1_000_000;
/** Events at 0 s, 10 s, twice at 100 s; the run ends at 200 s. */
const course = { atUs: [0, 10 * S, 100 * S, 100 * S], endUs: 200 * S };

function played(speed: number | 'auto', isStepped = false): Playback {
  return new Playback(course, { speed, isStepped }, 0);
}

/** Pump time in seconds and events so far. */
function placeOf(playback: Playback, wallS: number): readonly [number, number] {
  const { pumpUs, passed } = playback.at(wallS * S);
  return [pumpUs / S, passed];
}

describe('a playback', () => {
  test('follows wall time at its speed, up to the end', () => {
    const playback = played(10);
    expect([0, 0.5, 1, 9.9, 10, 15].map((wallS) => placeOf(playback, wallS))).toEqual([
      [0, 1],
      [5, 1],
      [10, 2],
      [99, 2],
      [100, 4],
      [150, 4],
    ]);
    expect(playback.at(19.9 * S).isAtEnd).toBe(false);
    expect(playback.at(1e6 * S)).toEqual({ pumpUs: 200 * S, passed: 4, speed: 10, isPaused: false, isAtEnd: true });
  });

  test('shows each stretch in three seconds at the speed auto, short ones in real time', () => {
    const playback = played('auto');
    expect(placeOf(playback, 3)).toEqual([10, 2]);
    expect(placeOf(playback, 6)).toEqual([100, 4]);
    expect(placeOf(playback, 7.5)).toEqual([150, 4]);
    const short = new Playback({ atUs: [S], endUs: 2 * S }, { speed: 'auto', isStepped: false }, 0);
    expect(placeOf(short, 0.5)).toEqual([0.5, 0]);
    expect(short.at(0).speed).toBe(1);
  });

  test('shows one event at each key when it is stepped, and the end after the last', () => {
    const playback = played(10, true);
    const places = Array.from({ length: 6 }, (_, second) => {
      playback.press('step', second * S);
      return placeOf(playback, second + 0.5);
    });
    expect(places).toEqual([
      [0, 1],
      [10, 2],
      [100, 3],
      [100, 4],
      [200, 4],
      [200, 4],
    ]);
    expect(playback.at(100 * S)).toMatchObject({ isPaused: true, isAtEnd: true });
  });

  test('steps back from event to event, and stops at the start', () => {
    const playback = played(10);
    const places = Array.from({ length: 6 }, () => {
      playback.press('left', 15 * S);
      return placeOf(playback, 1000);
    });
    // From 150 s to the latest event, then to each event before it.
    expect(places).toEqual([
      [100, 4],
      [100, 3],
      [10, 2],
      [0, 1],
      [0, 0],
      [0, 0],
    ]);
  });

  test('goes on from a pause where it stood', () => {
    const playback = played(10);
    playback.press('space', 5 * S);
    expect(placeOf(playback, 500)).toEqual([50, 2]);
    playback.press('space', 500 * S);
    expect(placeOf(playback, 501)).toEqual([60, 2]);
  });

  test('goes to the next event without a pause', () => {
    const playback = played(10);
    playback.press('right', 5 * S);
    expect(placeOf(playback, 5)).toEqual([100, 4]);
    expect(placeOf(playback, 6)).toEqual([110, 4]);
  });

  test.each([
    [10, 'up', 20],
    [10, 'down', 5],
    [33, 'up', 50],
    [1_000_000, 'up', 1_000_000],
    [1, 'down', 1],
    [0.5, 'down', 0.5],
  ] as const)('changes the speed from %d by the key %s to %d, without a jump', (speed, key, after) => {
    const playback = played(speed);
    const before = placeOf(playback, 1);
    playback.press(key, S);
    expect(playback.at(S).speed).toBe(after);
    expect(placeOf(playback, 1)).toEqual(before);
  });

  test('gives a place that does not depend on the number of looks', () => {
    const [often, once] = [played('auto'), played('auto')];
    for (let wallUs = 0; wallUs < 7 * S; wallUs += 16_000) often.at(wallUs);
    expect(often.at(7 * S)).toEqual(once.at(7 * S));
  });
});
