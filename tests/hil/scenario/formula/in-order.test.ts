import { expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { inOrder } from '../../../../hil/scenario/formula/in-order.ts';
import { has, type InstantSet } from '../../../../hil/scenario/formula/instant-set.ts';

const LAST = 12;

/** Returns whether steps can be placed one after the other from an instant on, the last one up to another. */
function canFollow(steps: readonly (readonly boolean[])[], from: number, to: number): boolean {
  const [first, ...others] = steps;
  if (first === undefined) return true;
  for (let at = from; at <= to; at += 1) if (first[at] === true && canFollow(others, at, to)) return true;
  return false;
}

function setOf(truths: readonly boolean[]): InstantSet {
  const set: number[] = [];
  truths.forEach((isTrue, at) => {
    if (!isTrue) return;
    if (set.at(-1) === at - 1) set[set.length - 1] = at;
    else set.push(at, at);
  });
  return set;
}

test('agrees with all placements of up to three steps on short traces', () => {
  const stream = new RandomStream(3, 'in order');
  for (let i = 0; i < 4000; i += 1) {
    const steps = Array.from({ length: 1 + Math.floor(3 * stream.uniform()) }, () =>
      Array.from({ length: LAST + 1 }, () => stream.uniform() < 0.25),
    );
    const withinUs = Math.floor(4 * stream.uniform());
    const found = inOrder(steps.map(setOf), withinUs);
    const instants = Array.from({ length: LAST + 1 }, (_one, at) => at);
    // One assertion for all instants: each costs as much as the search itself.
    expect(
      instants.filter((at) => has(found, at)),
      `case ${i}`,
    ).toEqual(instants.filter((at) => canFollow(steps, at, at + 2 * withinUs)));
  }
});
