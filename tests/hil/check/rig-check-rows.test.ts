import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkRig, type RigCheckOptions, type RigCheckResult } from '../../../hil/check/rig-check.ts';
import { SimulatedDrive } from '../../../hil/simulated/simulated-drive.ts';
import { rewriteLines } from './rewritten-lines.ts';

type Line = Parameters<NonNullable<RigCheckOptions['onLine']>>[0];
type Change = (body: string) => string | undefined;

const CONSOLE = 'console before a session';
const REFUSALS = 'refusals, and their queue';
const REPEATED = 'repeated request, executed once';
const STRANGERS = 'lines of others, and damaged ones';
const QUEUED = 'queued segment, error of its time';
const AGAIN = 'events, sent again on request';
const TONE = 'segment under a tone';
const LATCHED = 'stop stays latched';
const UNREAD = 'unread stop comes again';

/** Adds 5 ms to the board time of a line. */
function late(body: string): string {
  return body.replace(/ u=(\w{8})$/, (_, hex: string) => {
    const us = (Number.parseInt(hex, 16) + 5000).toString(16);
    return ` u=${us.toUpperCase().padStart(8, '0')}`;
  });
}

/** Returns a change of the segments whose ends come in pairs: 0 is the first pair. */
function lateEnd(pair: number): Change {
  const pauses = new Set<string>();
  return (body) => {
    if (!body.includes(' DONE ')) return body;
    // A repeated event has the number of the first one.
    if (body.includes(' idle=0 ')) pauses.add(body.slice(0, 6));
    return body.includes(' idle=1 ') && pauses.size === pair + 1 ? late(body) : body;
  };
}

/** Returns a change that drops each line that came before. */
function onlyOnce(kind: RegExp): Change {
  const seen = new Set<string>();
  return (body) => {
    const key = kind.exec(body)?.[0];
    if (key === undefined) return body;
    if (seen.has(key)) return undefined;
    seen.add(key);
    return body;
  };
}

/** Lets the board look as if it had executed a repeated ERRS twice: the refusal behind it is gone. */
function executedTwice(): Change {
  let last = '';
  let isRepeated = false;
  return (body) => {
    const header = /^<\w\w\.\w\w ok err=\d+ /.exec(body)?.[0];
    isRepeated ||= header !== undefined && header === last;
    if (header !== undefined) last = header;
    return isRepeated ? body.replace(' ok err=7 ', ' ok err=0 ') : body;
  };
}

const failing = ({ rows }: RigCheckResult): readonly string[] =>
  rows.filter(({ verdict }) => verdict !== 'pass').map(({ name }) => name);

const shown = ({ rows }: RigCheckResult, name: string) => rows.find((row) => row.name === name)?.value;

async function checked(spoil: (line: Line) => void): Promise<RigCheckResult> {
  return await checkRig('loopback', { turns: 1, onLine: spoil });
}

describe('a rig check finds a board', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each<[string, () => Change, readonly string[], unknown]>([
    ['that answers no `stat`', () => (body) => (/^# \w+=/.test(body) ? undefined : body), [CONSOLE], undefined],
    [
      'whose console shows another counter',
      () => (body) => body.replace('counterSteps=0', 'counterSteps=12'),
      [CONSOLE],
      'shows counter 12, and a host reads 0',
    ],
    [
      'that names another refusal',
      () => (body) => body.replace(/ err TOOFAST [^ ]+/, ' err BUSY'),
      [REFUSALS],
      'BUSY in place of TOOFAST',
    ],
    ['that keeps another refusal', () => (body) => body.replace(' ok err=8 ', ' ok err=24 '), [REFUSALS], undefined],
    [
      'that hides a lost refusal',
      () => (body) => body.replace(' over=1', ' over=0'),
      [REFUSALS],
      'a lost refusal is not announced',
    ],
    ['that executes a request twice', executedTwice, [REPEATED], 'executed twice'],
    ['that does not repeat a reply', () => onlyOnce(/^<\w\w\.\w\w ok err=20 /), [REPEATED], 'no answer'],
    [
      'that is silent out of turn',
      () => (body) => (body.includes(' err SEQ ') ? undefined : body),
      [STRANGERS],
      'a sequence out of turn',
    ],
    [
      'that takes a host with another table',
      () => (body) => (/ err (TABLE|VERSION) /.test(body) ? undefined : body),
      [STRANGERS],
      'a host with another table, a host of another version',
    ],
    [
      'that writes a negative number without its sign',
      () => (body) => body.replace(' c=-', ' c='),
      ['counter at its limits'],
      '1 in place of -1, 2000000000 in place of -2000000000',
    ],
    ['that starts a queued segment late', () => lateEnd(0), [QUEUED], 5],
    ['whose tone delays a segment', () => lateEnd(1), [TONE], 5],
    ['that repeats no event', () => onlyOnce(/^!\w\w\.\w\w /), [AGAIN, UNREAD], '0 of 2'],
    [
      'that moves in spite of a stop',
      () => (body) => body.replace(/ err STOPPED cause=\w+/, ' err BUSY'),
      [LATCHED],
      'MOVE: BUSY, STALL hold: BUSY',
    ],
  ])('%s', async (_what, change, rows, value) => {
    const result = await checked((line) => rewriteLines(line, change()));
    expect(failing(result)).toEqual(rows);
    if (value !== undefined) expect(shown(result, rows[0] as string)).toBe(value);
  });

  test('that answers a damaged line', async () => {
    const sound = new Map<string, string>();
    const result = await checked((line) => {
      const { send } = line;
      // The board gets each damaged line with the trailer of the sound one.
      const repaired = (bytes: Uint8Array): Uint8Array => {
        const text = Buffer.from(bytes).toString('latin1');
        const body = text.slice(0, text.lastIndexOf('*'));
        if (!sound.has(body)) sound.set(body, text);
        return Buffer.from(sound.get(body) as string, 'latin1');
      };
      Object.defineProperty(line, 'send', { value: (bytes: Uint8Array) => send(repaired(bytes)) });
    });
    expect(failing(result)).toEqual([STRANGERS]);
    expect(shown(result, STRANGERS)).toBe('a damaged line');
  });

  test('whose push does not reach the shaft', async () => {
    vi.spyOn(SimulatedDrive.prototype, 'push').mockImplementation(() => {});
    const result = await checked(() => {});
    expect(failing(result)).toEqual(['STALL back pushes, error']);
    expect(shown(result, 'STALL back pushes, error')).toBeGreaterThan(2);
  });

  test('that trips on a magnet near its sensor', async () => {
    const result = await checked((line) => line.board?.setFieldMt(30));
    expect(failing(result)).toEqual(['field without a magnet', 'FIELD without a magnet']);
    expect(shown(result, 'FIELD without a magnet')).toBe('tripped at 30 mT');
  });

  test('that does not impose the mode of a trip', async () => {
    const result = await checked((line) =>
      rewriteLines(line, (body) => body.replace(/ m=hold( g=\w+ e=\w+ u=)/, ' m=none$1')),
    );
    expect(failing(result)).toEqual(['FIELD with a simulated magnet']);
    expect(shown(result, 'FIELD with a simulated magnet')).toBe('at 25 mT: 1 trip, none');
  });

  test('that serves a session already, which has no console', async () => {
    const result = await checked((line) =>
      rewriteLines(line, (body) => (body.startsWith('# roll') ? undefined : body)),
    );
    expect(failing(result)).toEqual([]);
    expect(shown(result, CONSOLE)).toBe('not tried: the board has a session');
  });
});
