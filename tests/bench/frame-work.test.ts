import { expect, test } from 'vitest';
import { frameWorkMs, percentile } from './frame-work.ts';

/** Writes a trace of tasks and animation callbacks as Chromium does. */
function traceOf(events: readonly object[]): string {
  return JSON.stringify({ traceEvents: events.map((event) => ({ ph: 'X', pid: 1, tid: 1, ...event })) });
}

const callback = (ts: number): object => ({ name: 'FireAnimationFrame', ts, dur: 10, tdur: 10 });
const task = (ts: number, dur: number, tdur = dur): object => ({
  name: 'ThreadControllerImpl::RunTask',
  ts,
  dur,
  tdur,
});

test('counts all tasks from one animation callback to the next, by processor time', () => {
  const trace = traceOf([
    task(0, 900),
    task(1000, 4000, 3000),
    callback(1500),
    task(6000, 2000),
    task(17_000, 1000),
    callback(17_100),
    task(34_000, 500),
    callback(34_100),
  ]);
  expect(frameWorkMs(trace)).toEqual([5, 1]);
});

test('counts no task twice that another one contains, and none of another thread', () => {
  const trace = traceOf([
    task(0, 4000),
    { ...task(100, 3000), name: 'RunTask' },
    callback(200),
    { ...task(5000, 9000), tid: 2 },
    task(17_000, 1000),
    callback(17_100),
  ]);
  expect(frameWorkMs(trace)).toEqual([4]);
});

test('refuses a trace without frames', () => {
  expect(() => frameWorkMs(traceOf([task(0, 1)]))).toThrow('no animation frame');
});

test('the 99th percentile of 100 values is the second largest', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(values, 0.99), percentile(values, 0.5), percentile([], 0.5)]).toEqual([99, 50, Number.NaN]);
});
