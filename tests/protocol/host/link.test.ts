import { describe, expect, test } from 'vitest';
import { ANSWER_US_MAX, TRIES_MAX } from '../../../protocol/host/exchange.ts';
import { LINES_KEPT_MAX } from '../../../protocol/host/line-history.ts';
import { Link, type LinkResult } from '../../../protocol/host/link.ts';
import { REQUESTS_QUEUED_MAX } from '../../../protocol/host/requester.ts';
import { bytesOf } from '../../../protocol/tables/ascii.ts';
import { type RigVocabulary, rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';
import { codec, framed, LINE_DELAY_US, type Line, once, Pair, text } from '../bench-pair.ts';

const nothing: Line = () => [];
const kindOf = (result: LinkResult<object>): string => (result.ok ? 'ok' : result.why);

describe('opening', () => {
  test('a banner is waited for, and nothing is sent before it', () => {
    const pair = new Pair();
    pair.clock.at(1_500_000, () => pair.board.endpoint.boot());
    const result = pair.opened();
    expect(result).toMatchObject({ ok: true, hello: { unitNumber: 7, resetCause: 'power' }, tries: 1 });
    expect(pair.sent.length).toBe(1);
    expect(pair.clock.nowUs()).toBe(1_500_000 + 3 * LINE_DELAY_US);
  });

  test("a board in another host's session prints no banner; STAT as session 00 finds it", () => {
    const pair = new Pair();
    pair.board.hello(0x77);
    expect(pair.opened()).toMatchObject({ ok: true, banner: undefined });
    expect(text(pair.sent[0] ?? new Uint8Array())).toMatch(/^>00\.01 STAT\*/);
    expect(pair.clock.nowUs()).toBe(2_500_000 + 4 * LINE_DELAY_US);
  });

  test('without a wait STAT is sent at once', () => {
    const pair = new Pair(0);
    pair.board.hello(0x77);
    expect(pair.opened()).toMatchObject({ ok: true });
    expect(pair.clock.nowUs()).toBe(4 * LINE_DELAY_US);
  });

  test('silence is given up after three STATs', () => {
    const pair = new Pair();
    pair.up = nothing;
    expect(pair.opened()).toEqual({ ok: false, why: 'silent', heard: '' });
    expect(pair.sent.length).toBe(3);
    expect(pair.link.busy).toBe(false);
  });

  test('a device of another protocol is shown by its last bytes, bounded and printable', () => {
    const pair = new Pair();
    pair.down = nothing;
    pair.clock.at(1000, () => pair.link.receive(bytesOf('x'.repeat(5000))));
    pair.clock.at(2000, () => pair.link.receive(bytesOf("\r\nGrbl 1.1h ['$' for help]\x1b[2J")));
    const result = pair.opened();
    if (result.ok || result.why !== 'silent') throw new Error('it opened');
    expect(result.heard).toContain("Grbl 1.1h ['$' for help]\\x1B[2J");
    expect(result.heard.length).toBeLessThan(250);
  });

  test('another table is refused with both hashes', () => {
    const pair = new Pair();
    const older = { ...rigVocabulary, counters: [] } as unknown as RigVocabulary;
    const link = new Link({
      clock: pair.clock,
      vocabulary: older,
      session: 1,
      send: (bytes) => pair.board.endpoint.receive(bytes),
      onEvent: () => undefined,
      onText: () => undefined,
    });
    pair.board.onSend = (bytes) => link.receive(bytes);
    const ends: unknown[] = [];
    link.open((result) => ends.push(result));
    pair.board.endpoint.boot();
    const theirs = codec.tableHash.toString(16).toUpperCase().padStart(8, '0');
    const ours = expect.stringMatching(/^[0-9A-F]{8}$/);
    expect(ends).toMatchObject([{ ok: false, why: 'table', ours, theirs, banner: expect.stringContaining('rig v=1') }]);
  });

  test('another version is refused with both numbers', () => {
    const pair = new Pair();
    pair.up = (bytes) => [text(bytes).includes('<A3.00') ? bytesOf(framed('<A3.00 err VERSION v=2')) : bytes];
    pair.board.endpoint.boot();
    expect(pair.opened()).toMatchObject({ ok: false, why: 'version', ours: '1', theirs: '2' });
  });

  test('after an unanswered HELLO a banner is awaited again: the board was just reset', () => {
    const pair = new Pair();
    pair.down = nothing;
    pair.board.endpoint.boot();
    pair.clock.at(3_000_000, () => {
      pair.down = (bytes) => [bytes];
    });
    expect(pair.opened()).toMatchObject({ ok: true });
  });

  test('a HELLO without a reply ends', () => {
    const pair = new Pair();
    pair.down = nothing;
    pair.board.endpoint.boot();
    expect(pair.opened()).toEqual({ ok: false, why: 'no answer', tries: TRIES_MAX });
  });

  test('a link opens once, and sends nothing before', () => {
    const pair = new Pair();
    expect(kindOf(pair.asked('PING', {}))).toBe('closed');
    pair.link.open(() => undefined);
    expect(() => pair.link.open(() => undefined)).toThrow(/once/);
  });

  test.each([0, 256, 1.5, Number.NaN])('session %s is refused', (session) => {
    const { clock } = new Pair();
    const quiet = { send: () => undefined, onEvent: () => undefined, onText: () => undefined };
    expect(() => new Link({ clock, vocabulary: rigVocabulary, session, ...quiet })).toThrow(RangeError);
  });
});

describe('a request', () => {
  test('gets a reply with report, times and tries', () => {
    const pair = Pair.open();
    const sentUs = pair.clock.nowUs();
    const result = pair.asked('ZERO', { counterSteps: 44 });
    expect(result).toMatchObject({
      ok: true,
      report: { counterSteps: 44 },
      sentUs,
      receivedUs: sentUs + 2 * LINE_DELAY_US,
      tries: 1,
    });
  });

  test('that is lost, or whose reply is lost, is sent as the same bytes and runs once', () => {
    const pair = Pair.open();
    pair.sent.length = 0;
    pair.down = once(nothing);
    pair.up = once(nothing);
    expect(pair.asked('ZERO', { counterSteps: 1 })).toMatchObject({ ok: true, tries: 3 });
    expect(pair.sent[1]).toEqual(pair.sent[0]);
    expect(pair.sent[2]).toEqual(pair.sent[0]);
    expect(pair.board.executed).toEqual([1]);
    expect(pair.link.counters.resent).toBe(2);
  });

  test('is acknowledged once when its reply comes twice, and the next one is not', () => {
    const pair = Pair.open();
    pair.up = (bytes) => [bytes, bytes];
    for (let value = 1; value <= 20; value++) expect(pair.asked('ZERO', { counterSteps: value }).ok).toBe(true);
    pair.pass(10_000);
    expect(pair.board.executed.length).toBe(20);
    expect(pair.link.counters).toMatchObject({ resent: 0, unexpected: 20 });
  });

  test('a corrupted reply is no reply', () => {
    const pair = Pair.open();
    pair.up = once((bytes) => [bytesOf(`${text(bytes).replace('c=1', 'c=7')}\n`)]);
    expect(pair.asked('ZERO', { counterSteps: 1 })).toMatchObject({ ok: true, report: { counterSteps: 1 }, tries: 2 });
    expect(pair.link.counters.crcBad).toBe(1);
  });

  test('that is refused gets the fields by name, and the report', () => {
    const pair = Pair.open();
    pair.board.state = 'moving';
    const result = pair.asked('ZERO', { counterSteps: 1 });
    expect(result).toMatchObject({
      ok: false,
      why: 'refused',
      error: 'STATE',
      fields: { state: 'moving' },
      report: { counterSteps: 0 },
    });
  });

  test('fails after ten tries and two seconds', () => {
    const pair = Pair.open();
    pair.down = nothing;
    const startUs = pair.clock.nowUs();
    pair.sent.length = 0;
    expect(pair.asked('PING', {})).toEqual({ ok: false, why: 'no answer', tries: TRIES_MAX });
    expect(pair.sent.length).toBe(TRIES_MAX);
    expect(pair.clock.nowUs() - startUs).toBe(ANSWER_US_MAX);
  });

  test.each(['request', 'reply'] as const)(
    'after an unanswered request, its %s lost each time, the next one still runs once',
    (lost) => {
      const pair = Pair.open();
      if (lost === 'request') pair.down = nothing;
      else pair.up = nothing;
      expect(kindOf(pair.asked('ZERO', { counterSteps: 1 }))).toBe('no answer');
      pair.down = (bytes) => [bytes];
      pair.up = (bytes) => [bytes];
      expect(kindOf(pair.asked('ZERO', { counterSteps: 2 }))).toBe('ok');
      expect(kindOf(pair.asked('ZERO', { counterSteps: 3 }))).toBe('ok');
      expect(pair.board.executed).toEqual(lost === 'request' ? [2, 3] : [1, 2, 3]);
    },
  );

  test('waits in order, one under way, up to a bound that throws', () => {
    const pair = Pair.open();
    const ends: number[] = [];
    const ask = (value: number): void => pair.link.request('ZERO', { counterSteps: value }, () => ends.push(value));
    for (let value = 0; value <= REQUESTS_QUEUED_MAX; value++) ask(value);
    expect(() => ask(99)).toThrow(RangeError);
    expect(pair.link.busy).toBe(true);
    pair.pass(1_000_000);
    expect(ends).toEqual(pair.board.executed);
    expect(ends.length).toBe(REQUESTS_QUEUED_MAX + 1);
    expect(pair.link.busy).toBe(false);
  });

  test('with arguments outside the table throws before anything is sent', () => {
    const pair = Pair.open();
    const count = pair.sent.length;
    expect(() => pair.link.request('ZERO', { counterSteps: 0.5 }, () => undefined)).toThrow(/counterSteps/);
    expect(pair.sent.length).toBe(count);
    expect(pair.asked('PING', {}).ok).toBe(true);
  });

  test('from inside a reply, ten thousand times, overflows no stack', () => {
    const pair = Pair.open();
    const { endpoint } = pair.board;
    const link = new Link({
      clock: pair.clock,
      vocabulary: rigVocabulary,
      session: 9,
      bannerWaitUs: 0,
      send: (bytes) => endpoint.receive(bytes),
      onEvent: () => undefined,
      onText: () => undefined,
    });
    pair.board.onSend = (bytes) => link.receive(bytes);
    let count = 0;
    const next = (): void => {
      count++;
      if (count < 10_000) link.request('PING', {}, next);
    };
    link.open(() => link.request('PING', {}, next));
    expect(count).toBe(10_000);
  });
});

describe('a board that restarts during a session', () => {
  test('ends every request by its banner, and receives none afterwards', () => {
    const pair = Pair.open();
    pair.down = nothing;
    const ends: LinkResult<object>[] = [];
    for (const value of [1, 2]) pair.link.request('ZERO', { counterSteps: value }, (result) => ends.push(result));
    pair.board.endpoint.boot();
    pair.pass(LINE_DELAY_US);
    const count = pair.sent.length;
    expect(ends).toEqual([1, 2].map(() => ({ ok: false, why: 'restarted', liveSession: 0 })));
    expect(pair.asked('PING', {})).toEqual(ends[0]);
    pair.pass(30_000_000);
    expect(pair.sent.length).toBe(count);
  });

  test('is recognised by NOSESSION as well, if the banner is lost', () => {
    const pair = Pair.open();
    pair.up = (bytes) => (bytes[0] === 0x23 ? [] : [bytes]);
    pair.board.endpoint.boot();
    expect(pair.asked('ZERO', { counterSteps: 1 })).toEqual({ ok: false, why: 'restarted', liveSession: 0 });
    expect(pair.board.executed).toEqual([]);
  });

  test('another host that takes the board is named by its session', () => {
    const pair = Pair.open();
    pair.board.hello(0x77);
    expect(pair.asked('PING', {})).toEqual({ ok: false, why: 'restarted', liveSession: 0x77 });
  });
});

test('another host is named by the live session in a reply to STAT', () => {
  const pair = Pair.open();
  pair.board.hello(0x77);
  expect(pair.asked('STAT', {})).toEqual({ ok: false, why: 'restarted', liveSession: 0x77 });
  expect(pair.link.isTaken).toBe(true);
});

test('waiting requests are dropped silently, and the next one leaves at once', () => {
  const pair = Pair.open();
  const ends: number[] = [];
  const ask = (value: number): void => pair.link.request('ZERO', { counterSteps: value }, () => ends.push(value));
  for (let value = 0; value <= REQUESTS_QUEUED_MAX; value++) ask(value);
  pair.link.dropQueued();
  ask(99);
  pair.pass(1_000_000);
  expect([ends, pair.board.executed]).toEqual([
    [0, 99],
    [0, 99],
  ]);
});

test('closing ends the current request once, leaves no alarm, and ignores replies', () => {
  const pair = Pair.open();
  const ends: string[] = [];
  pair.down = nothing;
  pair.link.request('PING', {}, (result) => ends.push(kindOf(result)));
  pair.link.request('PING', {}, (result) => ends.push(kindOf(result)));
  pair.link.close();
  pair.link.close();
  pair.board.endpoint.close();
  pair.pass(60_000_000);
  expect(ends).toEqual(['closed', 'closed']);
  expect(pair.clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
});

test('closing during opening informs the opener', () => {
  const pair = new Pair();
  const ends: unknown[] = [];
  pair.link.open((result) => ends.push(result));
  pair.link.close();
  expect(ends).toEqual([{ ok: false, why: 'closed' }]);
});

test('the last lines both ways are kept, bounded and printable', () => {
  const pair = Pair.open();
  for (let value = 0; value < 100; value++) pair.asked('ZERO', { counterSteps: value });
  pair.link.receive(bytesOf('\x00\xff\n'));
  const lines = pair.link.lastLines;
  expect(lines.length).toBe(LINES_KEPT_MAX);
  expect(lines.at(-1)).toBe('\\x00\\xFF');
  expect(lines.at(-2)).toMatch(/^<A3\.64 ok c=99 /);
  expect(lines.at(-3)).toMatch(/^>A3\.64 ZERO c=99\*/);
});

test('text for people is passed on', () => {
  const pair = Pair.open();
  pair.link.receive(bytesOf('# hello there\n'));
  expect(pair.texts.at(-1)).toBe('# hello there');
});
