import { type EventRecord, isEvent, nameOf, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { wavePoints } from './wave-points.ts';

const HEADER = `$comment
 Pump time of a rollerloop run. Numbers are real, texts and events are strings with _ for a blank.
 board_time.boardUs is the board time of the same moment, if the rig has a board.
$end
$timescale 1 us $end
`;
/** Longest text of a value. */
const TEXT_CHARS_MAX = 200;
/** First letters of identifiers. Some readers take an identifier that begins with 0, 1, b, r, s, x or z for a value. */
const ID_LETTERS = 'acdefghijklmnopqtuvwyACDEFGHIJKLMNOPQTUVWY';

type Change = readonly [atUs: number, value: string];

/** One variable of the dump and its changes in order of time. */
interface Wave {
  readonly scope: string;
  readonly name: string;
  readonly kind: 'real' | 'string';
  readonly changes: Iterator<Change>;
}

/**
 * Writes the signals of a run as a value change dump on pump time, in pieces of text. The same records give the same
 * text. The pins of a board are not in this dump, because a dump has one time axis: pump time can leap by hours while
 * board time stands.
 */
export function* pumpWaves(
  records: readonly TraceRecord[],
  signals: readonly SignalDeclaration[],
  endUs: number,
): Generator<string> {
  const waves = wavesOf(records, signals, endUs);
  yield `${HEADER}$scope module pump_time $end\n${declarations(waves)}$upscope $end\n$enddefinitions $end\n`;
  const lastUs = yield* merged(waves);
  if (lastUs < endUs) yield `#${endUs}\n`;
}

function wavesOf(
  records: readonly TraceRecord[],
  signals: readonly SignalDeclaration[],
  endUs: number,
): readonly Wave[] {
  const recordsOf = grouped(records);
  const waves = signals.flatMap((signal): readonly Wave[] => {
    const own = recordsOf.get(signal.name);
    const [scope = '', ...rest] = signal.name.split('.');
    return own === undefined ? [] : [{ scope, name: rest.join('_'), ...changesOf(own, signal, endUs) }];
  });
  const hasBoardTime = records.some(({ b = 0 }) => b > 0);
  if (!hasBoardTime) return waves;
  return [...waves, { scope: 'board_time', name: 'boardUs', kind: 'real', changes: boardTimes(records) }];
}

function grouped(records: readonly TraceRecord[]): ReadonlyMap<string, readonly TraceRecord[]> {
  const groups = new Map<string, TraceRecord[]>();
  for (const record of records) {
    const group = groups.get(nameOf(record));
    if (group === undefined) groups.set(nameOf(record), [record]);
    else group.push(record);
  }
  return groups;
}

function changesOf(
  records: readonly TraceRecord[],
  signal: SignalDeclaration,
  endUs: number,
): Pick<Wave, 'kind' | 'changes'> {
  const isText = records.some((record) => isEvent(record) || typeof record.v === 'string');
  return isText
    ? { kind: 'string', changes: textChanges(records) }
    : { kind: 'real', changes: numberChanges(records, signal, endUs) };
}

/** Returns the changes of a number. If several records share a microsecond, only the last one is drawn. */
function* numberChanges(records: readonly TraceRecord[], signal: SignalDeclaration, endUs: number): Generator<Change> {
  for (const [index, record] of records.entries()) {
    if (isEvent(record) || typeof record.v === 'string') continue;
    const untilUs = records[index + 1]?.t ?? endUs + 1;
    if (untilUs === record.t) continue;
    for (const { atUs, value } of wavePoints(record as Parameters<typeof wavePoints>[0], untilUs, signal))
      yield [atUs, `r${value}`];
  }
}

/** Returns the changes of a text. A repeated text gets a number, so that a viewer shows it as a change. */
function* textChanges(records: readonly TraceRecord[]): Generator<Change> {
  let before = '';
  let count = 1;
  for (const record of records) {
    const text = isEvent(record) ? eventText(record) : String(record.v);
    count = text === before ? count + 1 : 1;
    before = text;
    yield [record.t, `s${token(count === 1 ? text : `${text}#${count}`)}`];
  }
}

/**
 * Returns the texts among the fields of an event: `critical/motor stall/raised`. An event without texts gives its name.
 */
function eventText({ t: _t, b: _b, e, ...fields }: EventRecord): string {
  const texts = Object.values(fields).filter((value) => typeof value === 'string');
  return texts.length === 0 ? e : texts.join('/');
}

/** Returns a text as a value of the dump. A blank would end the value, so each becomes an underscore. */
function token(text: string): string {
  return text.slice(0, TEXT_CHARS_MAX).replace(/[^!-~]/g, '_');
}

function* boardTimes(records: readonly TraceRecord[]): Generator<Change> {
  let lastUs = -1;
  for (const { t, b } of records) {
    if (b === undefined || b === lastUs) continue;
    lastUs = b;
    yield [t, `r${b}`];
  }
}

function declarations(waves: readonly Wave[]): string {
  const scopes = [...new Set(waves.map(({ scope }) => scope))];
  const lineOf = (wave: Wave): string => {
    const { name, kind } = wave;
    return `$var ${kind} ${kind === 'real' ? 64 : 1} ${idOf(waves.indexOf(wave))} ${name} $end\n`;
  };
  return scopes
    .map((scope) => {
      const own = waves.filter((wave) => wave.scope === scope).map(lineOf);
      return `$scope module ${scope} $end\n${own.join('')}$upscope $end\n`;
    })
    .join('');
}

function idOf(index: number): string {
  const letter = ID_LETTERS[index % ID_LETTERS.length] as string;
  return index < ID_LETTERS.length ? letter : `${idOf(Math.floor(index / ID_LETTERS.length) - 1)}${letter}`;
}

/**
 * Merges the changes of all variables in order of time; within a microsecond in the order of declaration. Returns the
 * time of the last change.
 */
function* merged(waves: readonly Wave[]): Generator<string, number> {
  let lastUs = -1;
  const next = waves.map(({ changes }) => changes.next());
  for (;;) {
    const times = next.map(({ done, value }) => (done === true ? Number.POSITIVE_INFINITY : (value as Change)[0]));
    const atUs = Math.min(...times);
    if (atUs === Number.POSITIVE_INFINITY) return lastUs;
    lastUs = atUs;
    let text = `#${atUs}\n`;
    for (const [index, { changes }] of waves.entries()) {
      for (let head = next[index]; head?.done !== true && head?.value[0] === atUs; head = next[index]) {
        text += `${head.value[1]} ${idOf(index)}\n`;
        next[index] = changes.next();
      }
    }
    yield text;
  }
}
