import { comparison, degrees, differs, fact, fieldFact, logFact, microlitres, rotorInWords } from './facts.ts';
import type { PlainWords } from './plain-words.ts';
import { drawingColumns, rotorDrawing } from './rotor-drawing.ts';
import { type RunState, valueAt } from './run-state.ts';
import { BLANK, beside, COLUMNS, clipped, type Line, lineOf, spread, styled } from './styled-text.ts';

export const RADIUS_ROWS = 4;
export const PICTURE_COLUMNS = drawingColumns(RADIUS_ROWS);
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
    fieldFact(run.fieldMt),
    fact('rotor', rotorInWords(run)),
    logFact(run.logged),
    BLANK,
    comparison('', 'commanded', 'true', 'dim'),
    comparison('angle', degrees(commandedDeg), degrees(rotorDeg), differs(commandedDeg, rotorDeg) ? 'bad' : 'plain'),
    comparison('pumped', microlitres(programmedMl), microlitres(valueAt(run.deliveredMl, pumpUs)), 'plain'),
  ];
}

function doing({ hasStudy, rotor, rateMlPerDay }: RunState): string {
  const result = rotor === 'turning' ? '' : ', no effect';
  if (hasStudy) return `roller study: a third of a turn${result}`;
  return rateMlPerDay === 0 ? 'no step is commanded' : `basal delivery, ${rateMlPerDay} mL/day${result}`;
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
