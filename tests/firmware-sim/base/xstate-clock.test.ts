import { expect, test } from 'vitest';
import { createActor, setup } from 'xstate';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { machineClock } from '../../../firmware-sim/base/xstate-clock.ts';

/** A machine that re-enters itself every second; xstate's own simulated clock fires it once over a leap. */
function secondsMachine(clock: VirtualClock, firedUs: number[]) {
  return createActor(
    setup({ actions: { note: () => void firedUs.push(clock.nowUs()) }, delays: { secondUs: 1_000_000 } }).createMachine(
      {
        initial: 'on',
        states: {
          on: { after: { secondUs: { target: 'on', reenter: true, actions: 'note' } }, on: { off: 'off' } },
          off: {},
        },
      },
    ),
    { clock: machineClock(clock) },
  );
}

test('machine delays are pump microseconds: a leap of 10 s fires ten of 1 s', () => {
  const clock = new VirtualClock();
  const firedUs: number[] = [];
  secondsMachine(clock, firedUs).start();
  clock.advanceTo(10_000_000);
  expect(firedUs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((second) => second * 1_000_000));
});

test('leaving a state cancels its delay', () => {
  const clock = new VirtualClock();
  const firedUs: number[] = [];
  const actor = secondsMachine(clock, firedUs).start();
  clock.advanceTo(1_500_000);
  actor.send({ type: 'off' });
  expect(clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
  clock.advanceTo(9_000_000);
  expect(firedUs).toEqual([1_000_000]);
});
