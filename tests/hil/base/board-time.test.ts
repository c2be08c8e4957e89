import { expect, test } from 'vitest';
import { BoardTime, type Participant } from '../../../hil/base/board-time.ts';

const FAR_US = 95_000_000;

/** A participant that follows any advance and records its length. */
class Traveller implements Participant {
  readonly limitsUs: number[] = [];

  advance(limitUs: number): boolean {
    this.limitsUs.push(limitUs);
    return true;
  }
}

test('leaps reach an alarm beyond one leap, and fire it at its time', () => {
  const boardTime = new BoardTime('free');
  const traveller = new Traveller();
  boardTime.participant = traveller;
  const { clock } = boardTime;
  let firedUs = Number.NaN;
  clock.at(FAR_US, () => {
    firedUs = clock.nowUs();
  });
  let leaps = 0;
  for (; Number.isNaN(firedUs) && leaps < 100; leaps += 1) boardTime.leap();
  expect(firedUs).toBe(FAR_US);
  expect(leaps).toBe(10);
  expect(traveller.limitsUs.at(-1)).toBe(FAR_US);
});

test('a leap goes on without an alarm, since the participant may set one', () => {
  const boardTime = new BoardTime('free');
  boardTime.participant = new Traveller();
  boardTime.leap();
  boardTime.leap();
  expect(boardTime.clock.nowUs()).toBe(20_000_000);
});
