import { expect, test } from 'vitest';
import { PauseWatch } from '../../hil/pause-watch.ts';

test('takes looks up to 100 ms apart for a program that runs', () => {
  const watch = new PauseWatch(0, 0);
  expect([watch.look(50_000, 50), watch.look(149_000, 149), watch.lastUs]).toEqual([0, 0, 0]);
});

test('measures how long the program stood still, and keeps the last pause', () => {
  const watch = new PauseWatch(0, 0);
  expect(watch.look(3_000_000, 3000)).toBe(3_000_000);
  expect(watch.look(3_050_000, 3050)).toBe(0);
  expect(watch.lastUs).toBe(3_000_000);
});

test('knows by the date that the computer slept while its steady clock stood', () => {
  const watch = new PauseWatch(0, 0);
  expect(watch.look(40_000, 3_600_000)).toBe(0);
  expect(watch.lastUs).toBe(3_600_000_000);
});

test('takes a date that was set back for no pause', () => {
  const watch = new PauseWatch(0, 10_000);
  expect([watch.look(50_000, 0), watch.lastUs]).toEqual([0, 0]);
});
