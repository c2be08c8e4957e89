import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { IndexHall } from '../../../hil/board/hall.ts';
import { SimulatedIndex } from '../../../hil/simulated/simulated-index.ts';
import { BoardOnBench } from '../board/board-on-bench.ts';
import { TalkedBoard } from '../rigs/talked-board.ts';

const TURN_STEPS = 2048;

/** A shaft with a Hall switch that is read after each step. */
class Watched {
  atSteps: number;
  falls = 0;
  readonly #hall = new IndexHall(0, 3, 4);

  constructor(atSteps: number) {
    this.atSteps = atSteps;
    this.#look();
  }

  walk(steps: number): void {
    for (let left = Math.abs(steps); left > 0; left -= 1) {
      this.atSteps += Math.sign(steps);
      if (this.#look() && this.#hall.isLow) this.falls += 1;
    }
  }

  #look(): boolean {
    return this.#hall.turn((this.atSteps * 360) / TURN_STEPS);
  }
}

function indexOf(board: TalkedBoard): number {
  const result = board.asked('SENS', {});
  if (!result.ok) throw new Error('SENS was not accepted');
  return result.reply.indexCount;
}

describe('the index of the rig in TypeScript', () => {
  test('counts like a Hall switch that is watched step by step', () => {
    const draw = new RandomStream(7, 'walks past an index');
    for (let walk = 0; walk < 20; walk += 1) {
      const watched = new Watched(Math.floor(draw.uniform() * 6000) - 3000);
      const index = new SimulatedIndex(TURN_STEPS, watched.atSteps);
      for (let leg = 0; leg < 60; leg += 1) {
        const span = draw.uniform() < 0.6 ? 60 : 5000;
        watched.walk(Math.floor((draw.uniform() - 0.5) * span));
        index.follow(watched.atSteps);
        expect(index.count).toBe(watched.falls);
      }
    }
  });

  test('is read by SENS: a pass a turn, both ways, also with a reversal in a queue', () => {
    const board = new TalkedBoard();
    expect(indexOf(board)).toBe(0);
    board.move(0, 5000, 10_000);
    board.waitAlive(9_999_000);
    expect(indexOf(board)).toBe(2);
    board.move(5000, 3000, 5000);
    board.waitAlive(20_000_000);
    expect(indexOf(board)).toBe(3);
  });

  test('counts a turn of the shaft once, as the sketch on the emulated board does', async () => {
    const talk = new BoardOnBench().talk();
    await talk.open();
    const { turnStepsNumerator, turnStepsDenominator } = (await talk.ask('UNITS', {})).reply;
    const before = (await talk.ask('SENS', {})).reply.indexCount;
    const toSteps = Math.round((2 * turnStepsNumerator) / turnStepsDenominator);
    await talk.ask('MOVE', { fromSteps: 0, toSteps, durationMs: 10_000 });
    for (let second = 0; second < 11; second += 1) {
      await talk.pause(1_000_000);
      await talk.ask('PING', {});
    }
    expect((await talk.ask('SENS', {})).reply.indexCount - before).toBe(2);
  });

  test('ignores motion withheld from the shaft, and counts a push', () => {
    const board = new TalkedBoard();
    board.told('STALL', { mode: 'hold', bySteps: 0 });
    board.move(0, 5000, 10_000);
    board.waitAlive(10_000_000);
    expect(indexOf(board)).toBe(0);
    board.told('STALL', { mode: 'back', bySteps: -2100 });
    expect(indexOf(board)).toBe(1);
  });

  test('is 0 where the bench was built without one', () => {
    const board = new TalkedBoard(['index']);
    board.move(0, 5000, 10_000);
    board.waitAlive(10_000_000);
    expect(indexOf(board)).toBe(0);
  });

  test('starts from 0 again with the board', () => {
    const board = new TalkedBoard();
    board.move(0, 3000, 6000);
    board.waitAlive(6_000_000);
    expect(indexOf(board)).toBe(1);
    board.board.restart('brown');
    board.hello(0x12);
    expect(indexOf(board)).toBe(0);
  });
});
