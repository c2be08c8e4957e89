import { fieldInWords } from '../scenario/actions/field.ts';
import type { PlainWords } from './plain-words.ts';
import { drawingColumns, rotorDrawing } from './rotor-drawing.ts';
import { type RunState, valueAt } from './run-state.ts';
import { BLANK, beside, COLUMNS, clipped, type Line, lineOf, type StyledSpan, spread, styled } from './styled-text.ts';

export const RADIUS_ROWS = 4;
export const PICTURE_COLUMNS = drawingColumns(RADIUS_ROWS);
const LABEL_COLUMNS = 12;
const VALUE_COLUMNS = 14;
const SOURCE_COLUMNS = 9;

/** Content of the moving part of the screen. */
export interface LiveView {
  readonly title: string;
  /** Product and rig. */
  readonly setting: string;
  readonly run: RunState;
  readonly pumpUs: number;
  readonly speed: number;
  readonly revolutionMl: number;
  readonly rollerCount: number;
}

/** Draws the moving part: a see-through rotor, and beside it the firmware's beliefs and the true values. */
export function liveView(view: LiveView): readonly Line[] {
  const rotorDeg = valueAt(view.run.rotorDeg, view.pumpUs);
  const picture = rotorDrawing({
    rotorDeg,
    rollerCount: view.rollerCount,
    radiusRows: RADIUS_ROWS,
    hasIndexMark: true,
  });
  const head = spread(lineOf(' ', styled('bold', view.title)), lineOf(styled('dim', view.setting)), COLUMNS);
  const body = beside([picture, facts(view, rotorDeg)], '   ').map((line) => lineOf(' ', ...line));
  return [rule(), head, ...body].map((line) => clipped(line, COLUMNS));
}

/** Draws a horizontal rule. */
export function rule(): Line {
  return lineOf(styled('dim', '-'.repeat(COLUMNS)));
}

function facts({ run, pumpUs, speed, revolutionMl }: LiveView, rotorDeg: number): readonly Line[] {
  const programmedMl = valueAt(run.programmedMl, pumpUs);
  const commandedDeg = (programmedMl / revolutionMl) * 360;
  return [
    fact('pump time', styled('bold', pumpTime(pumpUs)), styled('dim', `  ${Math.round(speed)} times real time`)),
    fact('now', doing(run)),
    fact('field', run.fieldMt === 0 ? 'none' : styled('mark', fieldInWords(run.fieldMt))),
    fact('rotor', rotorInWords(run)),
    fact('event log', run.logged === undefined ? styled('dim', 'empty') : styled('bold', run.logged)),
    BLANK,
    columns('', 'commanded', 'true', 'dim'),
    columns('angle', degrees(commandedDeg), degrees(rotorDeg), differs(commandedDeg, rotorDeg) ? 'bad' : 'plain'),
    columns('pumped', microlitres(programmedMl), microlitres(valueAt(run.deliveredMl, pumpUs)), 'plain'),
  ];
}

function fact(label: string, ...value: readonly (string | StyledSpan)[]): Line {
  return lineOf(styled('dim', label.padEnd(LABEL_COLUMNS)), ...value);
}

function columns(label: string, commanded: string, isTrue: string, style: 'plain' | 'dim' | 'bad'): Line {
  const text = style === 'dim' ? 'dim' : 'plain';
  return fact(label, styled(text, commanded.padStart(VALUE_COLUMNS)), styled(style, isTrue.padStart(VALUE_COLUMNS)));
}

function doing({ hasStudy, rotor, rateMlPerDay }: RunState): string {
  const result = rotor === 'turning' ? '' : ', no effect';
  if (hasStudy) return `roller study: a third of a turn${result}`;
  return rateMlPerDay === 0 ? 'no step is commanded' : `basal delivery, ${rateMlPerDay} mL/day${result}`;
}

function rotorInWords({ rotor, rateMlPerDay }: RunState): StyledSpan {
  if (rotor === 'turning') return rateMlPerDay === 0 ? styled('plain', 'stands') : styled('good', 'turns');
  return styled('bad', rotor === 'held' ? 'HELD by the field' : rotor.toUpperCase());
}

/** The rotor may differ from the command by this angle: a motor step and a little rocking. */
const FOLLOWS_WITHIN_DEG = 3;

function differs(commandedDeg: number, rotorDeg: number): boolean {
  return Math.abs(commandedDeg - rotorDeg) > FOLLOWS_WITHIN_DEG;
}

/** Returns an angle as text. */
export function degrees(deg: number): string {
  return `${deg.toFixed(1)} deg`;
}

function microlitres(ml: number): string {
  return `${(ml * 1000).toFixed(1)} uL`;
}

/** Returns the time since the start of the run as hours, minutes and seconds. */
export function pumpTime(timeUs: number): string {
  const seconds = Math.floor(timeUs / 1e6);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Returns one line of the timeline. */
export function timelineLine({ atUs, source, text, style }: PlainWords): Line {
  const line = lineOf(' ', styled('dim', `${pumpTime(atUs)}  ${source.padEnd(SOURCE_COLUMNS)}`), styled(style, text));
  return clipped(line, COLUMNS);
}
