import { describe, expect, test } from 'vitest';
import { Pair } from './bench-pair.ts';
import { harmfulLine, seeded } from './harmful-line.ts';

const REQUEST_COUNT = 3000;

describe.each([1, 2, 3])('over a line that harms every fourth line, seed %i', (seed) => {
  test('executes thousands of requests once and in order, and delivers each event once', () => {
    const pair = Pair.open();
    const random = seeded(seed);
    pair.down = harmfulLine(random, 0.05);
    pair.up = harmfulLine(random, 0.05);
    let answered = 0;
    const ask = (): void => {
      pair.link.request('ZERO', { counterSteps: answered }, (result) => {
        if (!result.ok) throw new Error(`request ${answered} ended as ${result.why}`);
        answered++;
        if (answered < REQUEST_COUNT) ask();
      });
    };
    ask();
    pair.pass(3_600_000_000, () => answered === REQUEST_COUNT);
    expect(pair.board.executed).toEqual(Array.from({ length: REQUEST_COUNT }, (_, index) => index));
    expect(pair.link.counters.resent).toBeGreaterThan(REQUEST_COUNT / 5);
    expect(pair.board.endpoint.counters.duplicates).toBeGreaterThan(REQUEST_COUNT / 20);
  });

  test('every event arrives exactly once when gaps are asked for', () => {
    const pair = Pair.open();
    pair.up = harmfulLine(seeded(seed), 0.05);
    for (let count = 1; count <= 500; count++) {
      pair.board.endpoint.event('SLIP', { errorMilliDeg: count });
      pair.pass(5000);
      for (let tries = 0; pair.lost.length > 0 && tries < 10; tries++) {
        const [fromEvent] = pair.lost.shift() ?? [0];
        pair.asked('EVTS', { fromEvent });
        pair.pass(50_000);
      }
      pair.asked('PING', {});
      for (let tries = 0; pair.events.length < count && tries < 20; tries++) {
        pair.asked('EVTS', { fromEvent: count & 0xff });
        pair.pass(50_000);
      }
      pair.lost.length = 0;
    }
    const numbers = pair.events.map((event) => (event.name === 'SLIP' ? event.fields.errorMilliDeg : 0));
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });
});
