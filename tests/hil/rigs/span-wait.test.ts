import { expect, test } from 'vitest';
import { BoardTime } from '../../../hil/base/board-time.ts';
import { ModelRig } from '../../../hil/rigs/model-rig.ts';
import { SpanWait } from '../../../hil/rigs/span-wait.ts';

const S = 1_000_000;

function waited(nowUs: number, limitUs: number, speed: number | 'auto'): { wait: SpanWait; time: BoardTime } {
  const time = new BoardTime('free');
  const wait = new SpanWait(time);
  wait.begin(nowUs, limitUs, speed);
  return { wait, time };
}

test('an empty span waits on the board clock at its speed, once', () => {
  const { wait, time } = waited(10 * S, 30 * S, 4);
  expect(wait.waiting).toBe(true);
  expect(time.clock.nextDueUs()).toBe(5 * S);
  time.leap();
  expect(wait.waiting).toBe(false);
  wait.begin(10 * S, 30 * S, 4);
  expect(wait.waiting).toBe(false);
  wait.begin(10 * S, 34 * S, 4);
  expect(time.clock.nextDueUs()).toBe(6 * S);
});

test('a wait is shorter by motions that took board time while pump time stood', () => {
  const { wait, time } = waited(0, 0, 1);
  wait.tookWhileStanding(3 * S);
  wait.begin(0, 2 * S, 1);
  expect(wait.waiting).toBe(false);
  wait.begin(0, 6 * S, 1);
  expect(time.clock.nextDueUs()).toBe(3 * S);
});

test('a wait ends at once when the run is over', () => {
  const { wait, time } = waited(10 * S, 30 * S, 4);
  wait.drop();
  expect([wait.waiting, time.clock.nextDueUs()]).toEqual([false, Number.POSITIVE_INFINITY]);
});

test('the model rig ends its wait when the run is halted', () => {
  const time = new BoardTime('free');
  const rig = new ModelRig(time);
  rig.setSpeed(1);
  rig.prepare(30 * S);
  expect([rig.busy, rig.waitsFor]).toEqual([true, 'pump time 30 s at the requested speed']);
  rig.halt();
  expect([rig.busy, time.clock.nextDueUs()]).toEqual([false, Number.POSITIVE_INFINITY]);
});

test('a played segment is not waited for again, and without a speed nothing is', () => {
  const { wait } = waited(0, 30 * S, 'auto');
  expect(wait.waiting).toBe(false);
  wait.played(30 * S);
  wait.begin(0, 30 * S, 1);
  expect(wait.waiting).toBe(false);
});

test('a long wait comes in pieces, so that no run seems to hang', () => {
  const { wait, time } = waited(0, 86_400 * S, 0.5);
  let pieces = 0;
  for (; wait.waiting; pieces += 1) {
    expect(time.clock.nextDueUs() - time.clock.nowUs()).toBeLessThanOrEqual(60 * S);
    time.leap();
    wait.begin(0, 86_400 * S, 0.5);
  }
  expect(pieces).toBe(2880);
  expect(time.clock.nowUs()).toBe(2 * 86_400 * S);
});
