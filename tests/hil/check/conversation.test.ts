import { describe, expect, test } from 'vitest';
import { Conversation } from '../../../hil/check/conversation.ts';
import type { BoardLine } from '../../../hil/rigs/lines/board-line.ts';
import { openBoardLine } from '../../../hil/rigs/opening/open-rig.ts';
import { onLines } from './lossy-line.ts';

const MS = 1000;

async function talkOn(handle: (text: string, line: BoardLine) => boolean): Promise<[Conversation, BoardLine]> {
  const line = await openBoardLine('loopback', { seed: 1 });
  onLines(line, (text, deliver) => {
    if (!handle(text, line)) deliver();
  });
  const talk = new Conversation(line);
  await talk.open();
  return [talk, line];
}

describe('a conversation on a line that loses events', () => {
  test.each([1, 2, 5])('receives a DONE that was lost %i times, by a repeated EVTS', async (times) => {
    let lost = 0;
    const [talk] = await talkOn((text) => text.includes(' DONE ') && lost++ < times);
    await talk.ask('MOVE', { fromSteps: 0, toSteps: 9, durationMs: 90 });
    expect(await talk.event('DONE', 500 * MS)).toMatchObject({ fields: { toSteps: 9 } });
    expect(lost).toBe(times + 1);
    await talk.close();
  });

  test('gives up on an event that never comes', async () => {
    const [talk] = await talkOn((text) => text.includes(' DONE '));
    await talk.ask('MOVE', { fromSteps: 0, toSteps: 9, durationMs: 90 });
    expect(await talk.event('DONE', 500 * MS)).toBeUndefined();
    await talk.close();
  });

  test('requests all missing events of a fluttering field once, during an overdue reply', async () => {
    let count = 0;
    let isDeaf = false;
    const [talk, line] = await talkOn((text) =>
      text.startsWith('<') ? isDeaf : isDeaf && text.includes(' TRIP ') && count++ % 2 === 0,
    );
    await talk.ask('FIELD', { tripMt: 5, mode: 'none' });
    const { clock } = line.boardTime;
    const startUs = clock.nowUs();
    for (let i = 0; i < 60; i += 1) clock.at(startUs + i * 25 * MS, () => line.setFieldMt?.(i % 2 === 0 ? 60 : 0));
    clock.at(startUs + 1500 * MS, () => {
      isDeaf = false;
    });
    isDeaf = true;
    expect((await talk.ask('PING', {})).tries).toBeGreaterThan(1);
    await talk.report();
    // The board keeps 16 events. Half of them were lost, and came after a request.
    expect(talk.takeEvents().length).toBeGreaterThanOrEqual(30 + 8);
    await talk.close();
  });
});
