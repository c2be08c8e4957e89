import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { codec, framed, Pair, report, TestBoard } from './bench-pair.ts';

const anyBytes = fc.uint8Array({ maxLength: 300 });
const steps = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });

describe('the board, at any input', () => {
  test('never throws, replies within its line length, and executes no garbage', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 20 }), (chunks) => {
        const board = new TestBoard(new VirtualClock());
        board.endpoint.boot();
        for (const chunk of chunks) board.endpoint.receive(chunk);
        expect(board.executed).toEqual([]);
        for (const line of board.sent) expect(line.length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 120 },
    );
  });

  test('never throws on sound frames with any body, and executes only table entries', () => {
    const word = fc.constantFrom(
      'ZERO',
      'MOVE',
      'HELLO',
      'STAT',
      'EVTS',
      ' c=',
      ' from=',
      ' to=',
      ' ms=',
      '1',
      '-',
      '0',
      '.',
      ' ',
      'FF',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.constantFrom('00.01', 'A3.01', '0.01', 'zz.01'),
        (words, header) => {
          const board = new TestBoard(new VirtualClock());
          board.endpoint.boot();
          const body = `>${header} ${words.join('')}`;
          board.hears(framed(body));
          if (board.executed.length > 0) expect(body).toMatch(/^>00\.01 (ZERO c=|MOVE from=)/);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('never executes a line spliced from two', () => {
    fc.assert(
      fc.property(steps, steps, fc.nat(60), fc.nat(60), (one, other, cutOne, cutOther) => {
        const board = new TestBoard(new VirtualClock());
        board.endpoint.boot();
        board.hello();
        const first = codec.encodeRequest(0xa3, 1, 'MOVE', { fromSteps: one, toSteps: one, durationMs: 1 });
        const second = codec.encodeRequest(0xa3, 1, 'MOVE', { fromSteps: other, toSteps: other, durationMs: 60_000 });
        board.endpoint.receive(first.slice(0, cutOne));
        board.endpoint.receive(second.slice(cutOther));
        const heard = String.fromCharCode(...first.slice(0, cutOne)) + String.fromCharCode(...second.slice(cutOther));
        const wholeLine = (line: Uint8Array): boolean => heard.includes(String.fromCharCode(...line));
        const expected = [...(wholeLine(first) ? [one] : []), ...(wholeLine(second) ? [other] : [])].slice(0, 1);
        expect(board.executed).toEqual(expected);
      }),
      { numRuns: 700 },
    );
  });
});

describe('the host, at any input', () => {
  test('never throws, while opening or open, and takes no garbage for a reply', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 20 }), fc.boolean(), (chunks, isOpen) => {
        const pair = isOpen ? Pair.open() : new Pair();
        pair.down = () => [];
        const ends: string[] = [];
        if (isOpen) pair.link.request('PING', {}, (result) => ends.push(result.ok ? 'ok' : result.why));
        else pair.link.open((result) => ends.push(result.ok ? 'ok' : result.why));
        for (const chunk of chunks) pair.link.receive(chunk);
        expect(ends).toEqual([]);
        expect(pair.events).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('continues to wait after a sound reply that does not fit the table', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -;=?-~]{1,40}$/), (body) => {
        const pair = Pair.open();
        const ends: unknown[] = [];
        pair.down = () => [];
        pair.link.request('UNITS', {}, (result) => ends.push(result));
        for (const start of ['<A3.01 ', '<A3.01 ok ', '!A3.01 ']) {
          const line = framed(start + body.replace(/[!#<]/g, '.'));
          pair.link.receive(Uint8Array.from(line, (letter) => letter.charCodeAt(0)));
        }
        expect(ends).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('endless garbage without a newline neither grows nor hides the reply after it', () => {
    const pair = Pair.open();
    const chunk = new Uint8Array(65_536).fill(0xaa);
    for (let i = 0; i < 64; i++) pair.link.receive(chunk);
    expect(pair.link.counters.overlong).toBe(1);
    expect(pair.asked('PING', {}).ok).toBe(true);
    pair.link.receive(codec.encodeReply(0xa3, 9, 'PING', {}, report()));
    expect(pair.link.counters.unexpected).toBe(1);
  });
});
