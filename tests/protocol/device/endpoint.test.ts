import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { BANNER_INTERVAL_US } from '../../../protocol/device/endpoint.ts';
import { codec, framed, TestBoard } from '../bench-pair.ts';

function boardInSession(): { board: TestBoard; clock: VirtualClock } {
  const clock = new VirtualClock();
  const board = new TestBoard(clock);
  board.endpoint.boot();
  board.hello();
  return { board, clock };
}

const zero = (counterSteps: number): { counterSteps: number } => ({ counterSteps });
const asText = (line: Uint8Array): string => String.fromCharCode(...line);

describe('a request is executed exactly once', () => {
  test('a repeated request gets the same reply, byte for byte, and executes nothing', () => {
    const { board, clock } = boardInSession();
    const first = board.ask(1, 'ZERO', zero(5));
    clock.advanceTo(123_456);
    expect(board.ask(1, 'ZERO', zero(5))).toEqual(first);
    expect(board.executed).toEqual([5]);
    expect(board.endpoint.counters.duplicates).toBe(1);
  });

  test('the last number with other content is refused, however often it is sent', () => {
    const { board } = boardInSession();
    board.ask(1, 'ZERO', zero(5));
    for (const value of [6, 7, 8]) expect(board.ask(1, 'ZERO', zero(value))[0]).toMatch(/^<A3\.01 err SEQ expect=02 /);
    expect(board.executed).toEqual([5]);
  });

  test('a number ahead or behind is refused, and the expected one still works', () => {
    const { board } = boardInSession();
    for (const sequence of [0, 2, 3, 255]) {
      expect(board.ask(sequence, 'ZERO', zero(1))[0]).toContain(' err SEQ expect=01 ');
    }
    expect(board.ask(1, 'ZERO', zero(9))[0]).toContain('<A3.01 ok ');
    expect(board.executed).toEqual([9]);
  });

  test('a refusal is kept like a reply: its repetition is not tried again', () => {
    const { board } = boardInSession();
    board.state = 'moving';
    const refusal = board.ask(1, 'ZERO', zero(5));
    expect(refusal[0]).toContain(' err STATE is=moving ');
    board.state = 'ready';
    expect(board.ask(1, 'ZERO', zero(5))).toEqual(refusal);
    expect(board.executed).toEqual([]);
  });

  test('sequences run through 00 after FF', () => {
    const { board } = boardInSession();
    for (let count = 1; count <= 600; count++) board.ask(count & 0xff, 'ZERO', zero(count));
    expect(board.executed.length).toBe(600);
  });
});

describe('damaged lines', () => {
  const good = asText(codec.encodeRequest(0xa3, 1, 'ZERO', zero(188_027)));

  test('lost digits are detected: silence, a count, and nothing executed', () => {
    const { board } = boardInSession();
    expect(board.hears(good.replace('188027', '8027'))).toEqual([]);
    expect(board.hears(good.replace('188027', '188127'))).toEqual([]);
    expect(board.endpoint.counters).toMatchObject({ lengthBad: 1, crcBad: 1 });
    expect(board.executed).toEqual([]);
  });

  test('two lines merged by a lost LF give the second one only', () => {
    const { board } = boardInSession();
    board.hears(`${good.slice(0, -1)}${asText(codec.encodeRequest(0xa3, 1, 'ZERO', zero(2)))}`);
    expect(board.executed).toEqual([2]);
  });

  test('a truncated line does not affect the next one', () => {
    const { board } = boardInSession();
    for (let cut = 0; cut < good.length - 1; cut++) board.hears(good.slice(0, cut));
    expect(board.hears(good).length).toBe(1);
    expect(board.executed).toEqual([188_027]);
  });

  test('a line of 10 kB is dropped and counted once, and the next line works', () => {
    const { board } = boardInSession();
    expect(board.hears(`>A3.01 ${'X'.repeat(10_000)}\n`)).toEqual([]);
    expect(board.endpoint.counters.overlong).toBe(1);
    expect(board.hears(good).length).toBe(1);
  });

  test('endless garbage is dropped without growth, and a request in it is executed', () => {
    const { board } = boardInSession();
    const chunk = new Uint8Array(65_536).fill(0x55);
    for (let i = 0; i < 64; i++) board.endpoint.receive(chunk);
    expect(board.endpoint.counters.overlong).toBe(1);
    expect(board.hears(good).length).toBe(1);
  });

  test('CR LF and CR end a line as LF does', () => {
    const { board } = boardInSession();
    expect(board.hears(good.replace('\n', '\r\n')).length).toBe(1);
    expect(board.hears(framed('>A3.02 PING').replace('\n', '\r')).length).toBe(1);
  });

  test('a sound line with an unknown verb or argument is refused by name', () => {
    const { board } = boardInSession();
    expect(board.hears(framed('>A3.01 DANCE'))[0]).toContain(' err VERB ');
    expect(board.hears(framed('>A3.02 ZERO c=x'))[0]).toContain(' err ARG at=0 ');
    expect(board.hears(framed('>A3.03 ZERO c=2000000001'))[0]).toContain(' err RANGE at=0 ');
    expect(board.hears(framed('>A3.04 HOME ms=1000'))[0]).toContain(' err UNSUPPORTED ');
  });
});

describe('sessions', () => {
  test('HELLO is executed in any session and counts from 00: an old counter is dropped', () => {
    const { board } = boardInSession();
    for (let sequence = 1; sequence <= 17; sequence++) board.ask(sequence, 'ZERO', zero(sequence));
    expect(board.hello(0x11)[0]).toMatch(/^<11\.00 ok v=1 t=/);
    expect(board.endpoint.session).toBe(0x11);
    expect(board.ask(1, 'ZERO', zero(99), 0x11)[0]).toContain('<11.01 ok ');
    expect(board.helloCount).toBe(2);
  });

  test('a repeated HELLO executes again, since a second halt is harmless', () => {
    const { board } = boardInSession();
    board.hello();
    expect(board.helloCount).toBe(2);
  });

  test("another version or table is refused with the board's value, and changes nothing", () => {
    const { board } = boardInSession();
    const other = board.ask(0, 'HELLO', { protocolVersion: 2, tableHash: codec.tableHash }, 0x11);
    expect(other[0]).toMatch(/^<11\.00 err VERSION v=1\*/);
    const stale = board.ask(0, 'HELLO', { protocolVersion: 1, tableHash: 1 }, 0x11);
    expect(stale[0]).toMatch(/^<11\.00 err TABLE t=[0-9A-F]{8}\*/);
    expect(board.endpoint.session).toBe(0xa3);
    expect(board.helloCount).toBe(1);
  });

  test('session 00 cannot be opened', () => {
    const { board } = boardInSession();
    expect(board.hello(0)[0]).toContain('err NOSESSION live=A3*');
    expect(board.endpoint.session).toBe(0xa3);
  });

  test('a line of another session gets the live session, and executes nothing', () => {
    const { board } = boardInSession();
    expect(board.ask(1, 'ZERO', zero(1), 0x5c)[0]).toMatch(/^<5C\.01 err NOSESSION live=A3\*/);
    expect(board.executed).toEqual([]);
    expect(board.endpoint.counters.foreign).toBe(1);
  });

  test('STAT of another session gets a reply and keeps sequence, cache and lapse', () => {
    const { board, clock } = boardInSession();
    const reply = board.ask(1, 'ZERO', zero(1));
    const validUs = board.endpoint.lastValidLineUs;
    clock.advanceTo(5000);
    expect(board.ask(9, 'STAT', {}, 0x5c)[0]).toContain('<5C.09 ok live=A3 last=01 stop=none ');
    expect(board.endpoint.lastValidLineUs).toBe(validUs);
    expect(board.ask(1, 'ZERO', zero(1))).toEqual(reply);
    expect(board.executed).toEqual([1]);
  });

  test('session 00 has a sequence and a cache like any other', () => {
    const board = new TestBoard(new VirtualClock());
    board.endpoint.boot();
    expect(board.ask(1, 'ZERO', zero(4), 0)[0]).toContain('<00.01 ok ');
    board.ask(1, 'ZERO', zero(4), 0);
    expect(board.executed).toEqual([4]);
  });

  test('a restart forgets the session, and the old host gets an error', () => {
    const { board } = boardInSession();
    board.ask(1, 'ZERO', zero(1));
    board.endpoint.boot();
    expect(board.ask(2, 'ZERO', zero(2))[0]).toContain('err NOSESSION live=00*');
    expect(board.executed).toEqual([1]);
  });

  test('a sound line of the live session updates the time of last contact', () => {
    const { board, clock } = boardInSession();
    clock.advanceTo(700);
    board.hears('>A3.01 garbage\n');
    expect(board.endpoint.lastValidLineUs).toBe(0);
    board.ask(1, 'PING', {});
    expect(board.endpoint.lastValidLineUs).toBe(700);
  });
});

describe('before HELLO', () => {
  test('a banner has hash, unit and cause, repeats each second, and ends with HELLO', () => {
    const clock = new VirtualClock();
    const board = new TestBoard(clock);
    board.endpoint.boot();
    clock.advanceTo(3 * BANNER_INTERVAL_US);
    const banners = board.sent.map(asText);
    expect(banners.length).toBe(4);
    expect(banners[0]).toMatch(/^# rollerloop rig v=1 t=[0-9A-F]{8} unit=7 cause=power name=test\n$/);
    board.hello();
    clock.advanceTo(10 * BANNER_INTERVAL_US);
    expect(board.sent.length).toBe(5);
  });

  test('a closed endpoint leaves no alarm on the clock', () => {
    const clock = new VirtualClock();
    const board = new TestBoard(clock);
    board.endpoint.boot();
    board.stop('lapse');
    board.endpoint.close();
    expect(clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
    expect(board.hears(framed('>00.01 PING'))).toEqual([]);
  });

  test('a person may type stat and help, and every reply is text', () => {
    const board = new TestBoard(new VirtualClock());
    board.endpoint.boot();
    const answer = [...board.hears('stat\r'), ...board.hears('help\r\n')];
    expect(answer.length).toBe(5);
    expect(answer.join(' ')).toContain('state=ready stop=none');
    for (const line of answer) expect(line).toMatch(/^# [ -~]{1,117}$/);
  });

  test('motion needs a trailer, and in a session every line does', () => {
    const { board } = boardInSession();
    expect(board.hears('stat\n')).toEqual([]);
    board.endpoint.boot();
    expect(board.hears('ZERO c=5\nMOVE from=0 to=1 ms=1\n>00.01 ZERO c=5\n')).toEqual([]);
    expect(board.executed).toEqual([]);
    expect(board.endpoint.counters.noise).toBe(2);
  });
});

describe('the error queue', () => {
  test('gives the oldest first and the number left', () => {
    const { board } = boardInSession();
    board.hears(framed('>A3.01 DANCE'));
    board.hears(framed('>A3.02 ZERO c=x'));
    expect(board.ask(3, 'ERRS', {})[0]).toContain('ok err=5 seq=01 left=1 over=0 ');
    expect(board.ask(4, 'ERRS', {})[0]).toContain('ok err=6 seq=02 left=0 over=0 ');
    expect(board.ask(5, 'ERRS', {})[0]).toContain('ok err=0 seq=00 left=0 over=0 ');
  });

  test('marks an overflow once, keeps the oldest, and HELLO empties it', () => {
    const { board } = boardInSession();
    for (let sequence = 1; sequence <= 9; sequence++) board.hears(framed(`>A3.0${sequence} DANCE`));
    expect(board.ask(10, 'ERRS', {})[0]).toContain('ok err=5 seq=01 left=7 over=1 ');
    expect(board.ask(11, 'ERRS', {})[0]).toContain('ok err=5 seq=02 left=6 over=0 ');
    board.hello();
    expect(board.ask(1, 'ERRS', {})[0]).toContain('ok err=0 ');
  });
});

test('counters are read two a page, in the order of the table', () => {
  const { board } = boardInSession();
  board.hears('>A3.01 PING*0B0000\n');
  expect(board.ask(1, 'COUNTERS', { page: 0 })[0]).toContain('ok a=00000002 b=00000001 ');
  board.endpoint.countOverrun();
  expect(board.ask(2, 'COUNTERS', { page: 2 })[0]).toContain('ok a=00000000 b=00000001 ');
});
