import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { PumpView } from '../../viewer/pump/pump-view.ts';
import { FACT_COLUMNS, FACT_COLUMNS_MIN, fact } from '../facts.ts';
import type { PlainWords } from '../plain-words.ts';
import { pumpDrawing } from '../pump-drawing.ts';
import { type RunState, valueAt } from '../run-state.ts';
import {
  BLANK,
  beside,
  clipped,
  columnsOf,
  type Line,
  lineOf,
  type StyledSpan,
  spread,
  styled,
  wrapped,
} from '../styled-text.ts';
import { commandedDeg, pumpFacts } from './pump-facts.ts';

const SOURCE_COLUMNS = 9;
/** Terminals from this width on show the pace beside the time, and the source of an event in a column of its own. */
const WIDE_COLUMNS = 60;
/** Terminals from this height on show what the scenario is about. */
const SAYS_FROM_ROWS = 30;
const GAP = '   ';
const KEY_GAP = '   ';
/** Rows of events that a picture must leave. */
const EVENT_ROWS_MIN = 3;
/** Pictures and facts for a screen, the best first. Each is used from a number of rows on. */
const LAYOUTS: readonly Layout[] = [
  { radiusRows: 6, isBeside: true, isBrief: false, fromRows: 27 },
  { radiusRows: 4, isBeside: true, isBrief: false },
  { radiusRows: 3, isBeside: true, isBrief: false },
  { radiusRows: 4, isBeside: false, isBrief: false },
  { radiusRows: 3, isBeside: false, isBrief: true },
  { radiusRows: 2, isBeside: false, isBrief: true },
];

interface Layout {
  readonly radiusRows: number;
  readonly isBeside: boolean;
  readonly isBrief: boolean;
  readonly fromRows?: number;
}

/** Size of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What the picture of a run shows at one pump time. */
export interface ShownRun {
  readonly title: string;
  readonly pump: PumpView;
  readonly run: RunState;
  readonly pumpUs: number;
}

/** What the playback of a run shows besides. */
export interface PlayView extends ShownRun {
  /** The scenario in a sentence or two. */
  readonly says: string;
  readonly endUs: number;
  /** Pace, or that the playback stands. */
  readonly pace: StyledSpan;
  /** Events so far, the oldest first. */
  readonly events: readonly PlainWords[];
  /** Keys that work, each with its effect. */
  readonly keys: readonly string[];
}

/** Draws the whole screen of a playback. It has at most the rows and columns of the terminal. */
export function playView(view: PlayView, size: Size): readonly Line[] {
  const { columns, rows } = size;
  const keys = keyLines(view.keys, columns);
  const says = rows >= SAYS_FROM_ROWS ? wrapped('dim', view.says, columns - 1, ' ') : [];
  const head = [...titleLines(view, columns), ...says, ...timeLines(view, columns)];
  const fixed = head.length + 2 + keys.length;
  const body = bodyLines(view, { columns, rows: rows - fixed - EVENT_ROWS_MIN });
  const eventRows = rows - fixed - body.length;
  const lines = [...head, ...body, rule(columns), ...latest(view, columns, eventRows), rule(columns), ...keys];
  if (columns < FACT_COLUMNS_MIN || lines.length > rows) return smallView(view, size);
  return lines.map((line) => clipped(line, columns));
}

/** Draws the time and the keys for a terminal that is too small for the picture and the facts. */
function smallView({ pumpUs, endUs, pace, keys }: PlayView, { columns, rows }: Size): readonly Line[] {
  const lines = [
    ...wrapped('bold', `${timeText(pumpUs)} of ${timeText(endUs)}`, columns),
    ...wrapped(pace.style, pace.text, columns),
    ...wrapped('plain', keys.join('; '), columns),
    ...wrapped('dim', `The terminal is too small for the picture: ${columns} columns, ${rows} rows.`, columns),
  ];
  return lines.slice(0, rows).map((line) => clipped(line, columns));
}

/** Draws the picture of a pump and its facts, as much as there is room for. */
export function bodyLines(shown: ShownRun, size: Size): readonly Line[] {
  const { pump, run, pumpUs } = shown;
  for (const layout of LAYOUTS) {
    const lines = arranged(shown, layout, size.columns);
    const isFit = lines.every((line) => columnsOf(line) <= size.columns) && lines.length <= size.rows;
    if (isFit && size.rows >= (layout.fromRows ?? 0)) return lines;
  }
  const { columns } = size;
  const isBrief = size.rows < pumpFacts(pump, run, pumpUs).length;
  return pumpFacts(pump, run, pumpUs, { isBrief, columns }).map((line) => indented(line, size.columns));
}

function arranged({ pump, run, pumpUs }: ShownRun, layout: Layout, columns: number): readonly Line[] {
  const { radiusRows, isBeside, isBrief } = layout;
  const facts = pumpFacts(pump, run, pumpUs, { isBrief, columns: isBeside ? FACT_COLUMNS : columns });
  const picture = pumpDrawing({
    pump,
    rotorDeg: valueAt(run.rotorDeg, pumpUs),
    commandedDeg: commandedDeg(pump, run, pumpUs),
    valves: run.valves,
    radiusRows,
  });
  if (isBeside) return beside([picture, facts], GAP).map((line) => lineOf(' ', ...line));
  const left = Math.max(0, Math.floor((columns - Math.max(...picture.map(columnsOf))) / 2));
  return [...picture.map((line) => lineOf(' '.repeat(left), ...line)), ...facts.map((line) => indented(line, columns))];
}

/** Indents a line by one column, if the facts leave it. */
function indented(line: Line, columns: number): Line {
  return columns > FACT_COLUMNS ? lineOf(' ', ...line) : line;
}

/** Returns events as lines, wrapped at the columns. */
export function eventLines({ atUs, source, text, style }: PlainWords, columns: number): readonly Line[] {
  const isWide = columns >= WIDE_COLUMNS;
  const head = `${timeText(atUs)}  ${isWide ? source.padEnd(SOURCE_COLUMNS) : `${source}: `}`;
  const hang = isWide ? head.length : 2;
  const [first = BLANK, ...rest] = wrapped(
    style,
    isWide ? text : `${head}${text}`,
    columns - 2 - (isWide ? head.length : 0),
  );
  const lines = isWide ? [lineOf(styled('dim', head), ...first)] : [first];
  return [...lines, ...rest.map((line) => lineOf(' '.repeat(hang), ...line))].map((line) => lineOf(' ', ...line));
}

/** Returns a pump time in whole seconds. */
export function timeText(atUs: number): string {
  return pumpTimeText(Math.floor(atUs / US_PER_SECOND) * US_PER_SECOND);
}

/** Returns the keys as lines. A line ends only between two keys. */
function keyLines(keys: readonly string[], columns: number): readonly Line[] {
  const lines: string[] = [];
  for (const key of keys) {
    const longer = `${lines.at(-1) ?? ''}${KEY_GAP}${key}`;
    if (lines.length > 0 && longer.length < columns) lines[lines.length - 1] = longer;
    else lines.push(` ${key}`);
  }
  return lines.map((line) => lineOf(styled('dim', line)));
}

/** Draws a horizontal rule. */
function rule(columns: number): Line {
  return lineOf(styled('dim', '-'.repeat(columns)));
}

/** Returns the name of the scenario, and the product if there is room beside it. */
function titleLines({ title, pump }: ShownRun, columns: number): readonly Line[] {
  const name = lineOf(' ', styled('bold', title));
  const product = lineOf(styled('dim', pump.title));
  return [columnsOf(name) + columnsOf(product) < columns ? spread(name, product, columns) : name];
}

function timeLines({ pumpUs, endUs, pace }: PlayView, columns: number): readonly Line[] {
  const time = styled('bold', `${timeText(pumpUs)} of ${timeText(endUs)}`);
  if (columns >= WIDE_COLUMNS) return [lineOf(' ', ...fact('pump time', time, '  ', pace))];
  return [fact('pump time', time), fact('pace', pace)].map((line) => indented(line, columns));
}

/** Returns exactly `rows` lines with the latest events, the newest last. No event is cut, but the newest if it must be. */
function latest({ events }: PlayView, columns: number, rows: number): readonly Line[] {
  let shown: readonly Line[] = [];
  for (let index = events.length - 1; index >= 0 && shown.length < rows; index -= 1) {
    const lines = eventLines(events[index] as PlainWords, columns);
    if (shown.length > 0 && shown.length + lines.length > rows) break;
    shown = [...lines, ...shown].slice(0, Math.max(0, rows));
  }
  return [...shown, ...Array.from({ length: Math.max(0, rows - shown.length) }, () => BLANK)];
}
