import { describe, expect, test } from 'vitest';
import { TalkedBoard } from '../rigs/talked-board.ts';

describe('CONF at the board in TypeScript', () => {
  test.each([22, 63, 80, 255])('of an item that the sketch does not have is refused: %i', (item) => {
    const talk = new TalkedBoard();
    expect(talk.asked('CONF', { item, value: 1 })).toMatchObject({
      ok: false,
      error: 'RANGE',
      fields: { argumentIndex: 0 },
    });
  });

  test.each([
    [0, -1],
    [6, 0],
    [79, 128],
  ])('of item %i is refused with %i, and lets go of nothing', (item, value) => {
    const talk = new TalkedBoard();
    talk.told('STALL', { mode: 'hold', bySteps: 0 });
    expect(talk.asked('CONF', { item, value })).toMatchObject({
      ok: false,
      error: 'RANGE',
      fields: { argumentIndex: 1 },
      report: { stallMode: 'hold' },
    });
  });

  test('that is accepted lets go first and says the value back', () => {
    const talk = new TalkedBoard();
    talk.told('STALL', { mode: 'hold', bySteps: 0 });
    const answer = talk.asked('CONF', { item: 64, value: -127 });
    expect(answer).toMatchObject({ ok: true, reply: { value: -127 }, report: { stallMode: 'none' } });
  });
});
