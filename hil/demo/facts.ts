import { fieldInWords } from '../scenario/actions/field.ts';
import type { RunState } from './run-state.ts';
import { type Line, lineOf, type StyledSpan, styled } from './styled-text.ts';

const LABEL_COLUMNS = 12;
const VALUE_COLUMNS = 14;
/** Narrowest value. The longest usual ones have nine characters. */
const VALUE_COLUMNS_MIN = 10;
/** The rotor may differ from the command by this angle: a motor step and a little rocking. */
const FOLLOWS_WITHIN_DEG = 3;

/** Columns of a block of facts: a label and two values. */
export const FACT_COLUMNS = LABEL_COLUMNS + 2 * VALUE_COLUMNS;
/** Columns of the narrowest block. */
export const FACT_COLUMNS_MIN = LABEL_COLUMNS + 2 * VALUE_COLUMNS_MIN;

/** Returns the columns of a value in a block of at most `columns`. */
export function valueColumnsIn(columns: number): number {
  return Math.min(VALUE_COLUMNS, Math.max(VALUE_COLUMNS_MIN, Math.floor((columns - LABEL_COLUMNS) / 2)));
}

/** Returns a line with a label and its value. */
export function fact(label: string, ...value: readonly (string | StyledSpan)[]): Line {
  return lineOf(styled('dim', label.padEnd(LABEL_COLUMNS)), ...value);
}

/** Returns a line that compares the pump's value with the true one. */
export function comparison(
  label: string,
  ofPump: string,
  isTrue: string,
  style: 'plain' | 'dim' | 'bad',
  valueColumns: number = VALUE_COLUMNS,
): Line {
  const text = style === 'dim' ? 'dim' : 'plain';
  return fact(label, styled(text, ofPump.padStart(valueColumns)), styled(style, isTrue.padStart(valueColumns)));
}

/** Returns the field at the pump in words. */
export function fieldFact(fieldMt: number): Line {
  return fact('field', fieldMt === 0 ? 'none' : styled('mark', fieldInWords(fieldMt)));
}

/** Returns the last line of the pump's event log. */
export function logFact(logged: string | undefined): Line {
  return fact('event log', logged === undefined ? styled('dim', 'empty') : styled('bold', logged));
}

/** Says whether the rotor turns. */
export function rotorInWords({ rotor, rateMlPerDay }: RunState): StyledSpan {
  if (rotor === 'turning') return rateMlPerDay === 0 ? styled('plain', 'stands') : styled('good', 'turns');
  return styled('bad', rotor === 'held' ? 'HELD by the field' : rotor.toUpperCase());
}

/** Returns whether the rotor is not where the pump commanded it. */
export function differs(commandedDeg: number, rotorDeg: number): boolean {
  return Math.abs(commandedDeg - rotorDeg) > FOLLOWS_WITHIN_DEG;
}

/** Returns an angle as text. */
export function degrees(deg: number): string {
  return `${deg.toFixed(1)} deg`;
}

/** Returns a volume as text. */
export function microlitres(ml: number): string {
  return `${(ml * 1000).toFixed(1)} uL`;
}
