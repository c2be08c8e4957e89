import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { STOP_REPEATS_MAX } from '../../protocol/device/event-speaker.ts';
import { bytesOf } from '../../protocol/tables/ascii.ts';
import { codec, framed, Pair, TestBoard } from './bench-pair.ts';

function boardInSession(): { board: TestBoard; clock: VirtualClock } {
  const clock = new VirtualClock();
  const board = new TestBoard(clock);
  board.endpoint.boot();
  board.hello();
  return { board, clock };
}

const zeroLine = codec.encodeRequest(0xa3, 1, 'ZERO', { counterSteps: 5 });
const spliced = (at: number, ...bytes: number[]): Uint8Array =>
  Uint8Array.from([...zeroLine.slice(0, at), ...bytes, ...zeroLine.slice(at)]);

describe('two bytes 18 in a row', () => {
  test('stop at any place of a line: it does not run, and the next one is understood', () => {
    for (let at = 0; at < zeroLine.length; at++) {
      const { board } = boardInSession();
      board.endpoint.receive(spliced(at, 0x18, 0x18, 0x0a));
      expect(board.stopCount).toBe(1);
      expect(board.executed).toEqual(at === 0 ? [5] : []);
      expect(board.ask(1, 'STAT', {}).length).toBe(1);
    }
  });

  test('stop in two pieces, out of garbage, in an overlong line and without a session', () => {
    for (const before of ['', '\x00\xff\x80', 'X'.repeat(500), `>${'9'.repeat(80)}`]) {
      const board = new TestBoard(new VirtualClock());
      board.endpoint.boot();
      board.hears(`${before}\x18`);
      expect(board.stopCount).toBe(0);
      board.hears('\x18');
      expect(board.stopCount).toBe(1);
    }
  });

  test('make the board ignore bytes up to the next LF', () => {
    const { board } = boardInSession();
    expect(board.hears(`\x18\x18stat\x18\x18\x18 and more`).length).toBe(1);
    expect(board.stopCount).toBe(1);
    expect(board.hears('\n').length).toBe(0);
    expect(board.ask(1, 'PING', {}).length).toBe(1);
  });

  test('make the board ignore bytes up to the next request, which it executes', () => {
    const { board } = boardInSession();
    const said = board.hears(`\x18\x18c=5*${framed('>A3.01 PING')}`);
    expect(said[1]).toContain('<A3.01 ok ');
  });
});

test('one byte 18 alone, at any place, stops nothing and only damages its line', () => {
  for (let at = 1; at < zeroLine.length - 1; at++) {
    const { board } = boardInSession();
    board.endpoint.receive(spliced(at, 0x18));
    expect(board.stopCount).toBe(0);
    expect(board.executed).toEqual([]);
    expect(board.hears(zeroLine).length).toBe(1);
    expect(board.executed).toEqual([5]);
  }
});

describe('a latched stop', () => {
  test('refuses motion and current, naming the cause, and allows safe requests', () => {
    const { board } = boardInSession();
    board.stop('lapse');
    let sequence = 0;
    const answer = (body: string): string => {
      sequence++;
      return board.hears(framed(`>A3.0${sequence} ${body}`))[0] ?? '';
    };
    for (const body of ['MOVE from=0 to=1 ms=1', 'HOME ms=1000', 'STALL mode=hold by=0', 'FIELD trip=5 mode=hold']) {
      expect(answer(body)).toContain(' err STOPPED cause=lapse ');
    }
    for (const body of [
      'STALL mode=none by=0',
      'STALL mode=release by=0',
      'FIELD trip=0 mode=none',
      'ZERO c=1',
      'PING',
    ]) {
      expect(answer(body)).toContain(' ok ');
    }
  });

  test('is cleared by ARM with the standing cause alone', () => {
    const { board } = boardInSession();
    board.stop('bytes');
    expect(board.ask(1, 'ARM', { cause: 'lapse' })[0]).toContain(' err STOPPED cause=bytes ');
    expect(board.ask(2, 'ARM', { cause: 'bytes' })[0]).toContain(' ok ');
    expect(board.ask(3, 'ARM', { cause: 'none' })[0]).toContain(' err STATE is=ready ');
  });

  test("that comes right after ARM persists, and precedes any effect of ARM's reply", () => {
    const { board } = boardInSession();
    board.stop('bytes');
    board.onSend = (bytes) => {
      if (String.fromCharCode(...bytes).startsWith('<A3.01 ')) board.hears(framed('>A3.02 MOVE from=0 to=9 ms=1'));
    };
    const said = board.hears(`${framed('>A3.01 ARM cause=bytes')}\x18\x18\n`);
    expect(said.map((line) => line.slice(0, 27))).toEqual([
      expect.stringContaining('<A3.01 ok '),
      expect.stringContaining(' STOPPED cause=bytes'),
      expect.stringContaining('<A3.02 err STOPPED '),
    ]);
    expect(board.executed).toEqual([]);
    expect(board.state).toBe('stopped');
  });

  test('before an ARM in the same piece is cleared by it', () => {
    const { board } = boardInSession();
    board.hears(`\x18\x18\n${framed('>A3.01 ARM cause=bytes')}`);
    expect(board.state).toBe('ready');
  });

  test('up to 4096 bytes wait during a request; the rest counts as lost', () => {
    const { board } = boardInSession();
    const flood = new Uint8Array(5000).fill(0x58);
    board.onSend = () => board.endpoint.receive(flood);
    board.ask(1, 'PING', {});
    expect(board.endpoint.counters.overruns).toBe(904);
    board.onSend = () => undefined;
    expect(board.ask(2, 'PING', {})[0]).toContain('<A3.02 ok ');
  });

  test('survives HELLO', () => {
    const { board } = boardInSession();
    board.stop('sensor');
    board.hello(0x11);
    expect(board.ask(1, 'MOVE', { fromSteps: 0, toSteps: 1, durationMs: 1 }, 0x11)[0]).toContain(
      ' err STOPPED cause=sensor ',
    );
  });

  test('is reported each second ten times, and then only flagged', () => {
    const { board, clock } = boardInSession();
    const from = board.sent.length;
    board.stop('lapse');
    clock.advanceTo(60_000_000);
    const told = board.sent.slice(from);
    expect(told.length).toBe(1 + STOP_REPEATS_MAX);
    for (const line of told) expect(line).toEqual(told[0]);
    expect(board.endpoint.counters.stopsUnread).toBe(STOP_REPEATS_MAX);
  });

  test('repeats until STAT of the live session reads it; a foreign STAT reads nothing', () => {
    const { board, clock } = boardInSession();
    board.stop('lapse');
    board.ask(1, 'STAT', {}, 0x5c);
    clock.advanceTo(2_500_000);
    expect(board.endpoint.counters.stopsUnread).toBe(2);
    board.ask(1, 'STAT', {});
    clock.advanceTo(60_000_000);
    expect(board.endpoint.counters.stopsUnread).toBe(2);
  });
});

test('the host stops inside its own line: the motor stops, the resent line runs once', () => {
  const pair = Pair.open();
  let first = true;
  pair.down = (bytes) => {
    if (!first) return [bytes];
    first = false;
    return [bytes.slice(0, 9), bytesOf('\x18\x18\n'), bytes.slice(9)];
  };
  expect(pair.asked('ZERO', { counterSteps: 8 }).ok).toBe(true);
  expect(pair.board.executed).toEqual([8]);
  expect(pair.board.stopCount).toBe(1);
  pair.link.stop();
  pair.pass(10_000);
  expect(pair.board.stopCount).toBe(2);
  expect(pair.events.map((event) => event.name)).toEqual(['STOPPED', 'STOPPED']);
});
