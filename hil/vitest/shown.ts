import type { EventRecord } from '../../firmware-sim/trace/record.ts';
import type { Finding } from '../scenario/checks/measurement.ts';
import { timeText } from '../yaml/units.ts';

const EVENTS_SHOWN = 3;
const DIGITS = 6;

/**
 * Returns some lines about a measurement: value, limits, margins, note, and the predicate that decided, unless an
 * explanation names it.
 */
export function findingText(finding: Finding): string {
  const { name, value, unit, limits, margin, marginS = null, verdict, reason, note, deciding, explanation } = finding;
  const shown = typeof value === 'number' ? `${rounded(value)} ${unit}`.trim() : (value ?? 'nothing');
  const lines = [
    `${name}: ${verdict}${reason === undefined ? '' : ` (${reason})`}`,
    `  measured: ${shown}`,
    `  limits: ${limits}`,
    ...(margin === null ? [] : [`  margin: ${rounded(margin)} ${unit}`.trimEnd()]),
    ...(marginS === null || (margin === marginS && unit === 's') ? [] : [`  margin in time: ${rounded(marginS)} s`]),
    ...(note === undefined ? [] : [`  note: ${note}`]),
    ...(deciding === undefined || explanation !== undefined
      ? []
      : [`  decided by: ${deciding.text}, ${deciding.truth} from ${spanText(deciding.fromUs, deciding.toUs)}`]),
  ];
  return lines.join('\n');
}

function spanText(fromUs: number, toUs: number): string {
  return `${timeText(fromUs)} to ${Number.isFinite(toUs) ? timeText(toUs) : 'the end'}`;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Returns the last events up to a time, and the first events after it. */
export function eventsText(events: readonly EventRecord[], atUs: number): string {
  const past = events.filter(({ t }) => t <= atUs).slice(-EVENTS_SHOWN);
  const next = events.filter(({ t }) => t > atUs).slice(0, EVENTS_SHOWN);
  if (past.length + next.length === 0) return '  events: none';
  return ['  nearest events:', ...[...past, ...next].map(eventLine)].join('\n');
}

function eventLine({ t, b: _board, e, ...fields }: EventRecord): string {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  const shown = known.map(([key, value]) => ` ${key}=${typeof value === 'number' ? rounded(value) : String(value)}`);
  return `    ${timeText(t)} ${e}${shown.join('')}`;
}
