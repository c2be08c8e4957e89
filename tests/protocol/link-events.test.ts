import { describe, expect, test } from 'vitest';
import { codec, LINE_DELAY_US, type Line, once, Pair, report, text } from './bench-pair.ts';

const nothing: Line = () => [];

describe('events', () => {
  const slip = (pair: Pair, errorMilliDeg: number): void => pair.board.endpoint.event('SLIP', { errorMilliDeg });
  const slips = (pair: Pair): number[] =>
    pair.events.map((event) => (event.name === 'SLIP' ? event.fields.errorMilliDeg : Number.NaN));

  test('a gap is detected at the next event, and EVTS fills it once', () => {
    const pair = Pair.open();
    slip(pair, 1);
    pair.up = nothing;
    slip(pair, 2);
    slip(pair, 3);
    pair.up = (bytes) => [bytes];
    slip(pair, 4);
    pair.pass(10_000);
    expect(pair.lost).toEqual([[2, 3]]);
    pair.asked('EVTS', { fromEvent: 2 });
    pair.pass(10_000);
    expect(slips(pair)).toEqual([1, 4, 2, 3]);
    expect(pair.link.counters).toMatchObject({ eventsLost: 2, eventsRepeated: 1 });
  });

  test('an event lost again after EVTS stays missing until the board drops it', () => {
    const pair = Pair.open();
    const isFirst = (bytes: Uint8Array): boolean => text(bytes).startsWith('!A3.01');
    pair.up = (bytes) => (isFirst(bytes) ? [] : [bytes]);
    slip(pair, 1);
    slip(pair, 2);
    pair.pass(10_000);
    pair.asked('EVTS', { fromEvent: 1 });
    pair.pass(10_000);
    expect([pair.link.missingEvents, pair.link.goneEventCount]).toEqual([[1], 0]);
    pair.link.eventsKeptFrom(1);
    expect([pair.link.missingEvents, pair.link.goneEventCount]).toEqual([[1], 0]);
    pair.link.eventsKeptFrom(2);
    expect([pair.link.missingEvents, pair.link.goneEventCount]).toEqual([[], 1]);
  });

  test('more events lost than the board keeps are counted as gone', () => {
    const pair = Pair.open();
    pair.up = nothing;
    for (let count = 1; count <= 20; count++) slip(pair, count);
    pair.up = (bytes) => [bytes];
    pair.asked('PING', {});
    expect([pair.link.missingEvents.length, pair.link.goneEventCount]).toEqual([16, 4]);
  });

  test('a lost last event is detected at the next reply', () => {
    const pair = Pair.open();
    pair.up = once(nothing);
    slip(pair, 1);
    pair.asked('PING', {});
    expect(pair.lost).toEqual([[1, 1]]);
  });

  test('numbers run through 00 after FF without a gap', () => {
    const pair = Pair.open();
    for (let count = 0; count < 600; count++) {
      slip(pair, count);
      pair.pass(2 * LINE_DELAY_US);
    }
    expect(slips(pair)).toEqual(Array.from({ length: 600 }, (_, count) => count));
    expect(pair.lost).toEqual([]);
  });

  test('the board keeps sixteen events, and returns them all for a dropped number', () => {
    const pair = Pair.open();
    for (let count = 1; count <= 20; count++) slip(pair, count);
    expect(pair.asked('EVTS', { fromEvent: 1 })).toMatchObject({ ok: true, reply: { oldestEvent: 5, eventCount: 16 } });
    expect(pair.asked('EVTS', { fromEvent: 20 })).toMatchObject({
      ok: true,
      reply: { oldestEvent: 20, eventCount: 1 },
    });
    expect(pair.asked('EVTS', { fromEvent: 21 })).toMatchObject({
      ok: true,
      reply: { oldestEvent: 21, eventCount: 0 },
    });
  });

  test('events before the session are no gap, and those of another session are ignored', () => {
    const pair = new Pair();
    pair.board.endpoint.boot();
    slip(pair, 1);
    expect(pair.opened()).toMatchObject({ ok: true, report: { eventNumber: 1 } });
    pair.link.receive(codec.encodeEvent(0x11, 2, 'SLIP', { errorMilliDeg: 5 }, report()));
    slip(pair, 2);
    pair.pass(10_000);
    expect(slips(pair)).toEqual([2]);
    expect(pair.lost).toEqual([]);
  });
});
