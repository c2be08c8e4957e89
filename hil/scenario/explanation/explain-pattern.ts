import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { patternText } from '../checks/event-pattern.ts';
import type { Finding } from '../checks/measurement.ts';
import { lookedAtUs } from '../formula/formula.ts';
import { limitedWindows } from '../patterns/margins/shifted-limits.ts';
import type { Pattern } from '../patterns/pattern.ts';
import { patternNames } from '../patterns/pattern-names.ts';
import { IntervalReader } from '../readings/interval-reader.ts';
import type { PatternCheck } from '../scenario.ts';
import { predicatesIn } from './changed-formula.ts';
import { insteadOf, laterText } from './explain-event.ts';
import type { Explained, Reason } from './explained.ts';
import { neededChange } from './needed-change.ts';
import { neededComparison } from './needed-limit.ts';

const DIGITS = 6;
const A_LATER_END = 'a run that goes on, by a later entry or by a check with a later end';

/** Explains a check that a formula judges. */
export function explainPattern(explained: Explained<PatternCheck>): Reason {
  const { finding, check, evidence, events } = explained;
  const { deciding } = finding;
  const { endUs } = evidence;
  if (deciding === undefined) {
    const absent = patternNames(check.pattern).events.filter((pattern) => events.firstUs(pattern, 0) === undefined);
    const names = [...new Set(absent.map(patternText))];
    const missing = names.length === 0 ? '' : ` The run has no ${names.join(', no ')}.`;
    const needed =
      finding.verdict === 'never triggered' ? '`may never happen: yes`, if it need not occur' : A_LATER_END;
    const note = finding.note ?? 'its trigger never occurred';
    return { atUs: endUs, seen: `The run ended at ${pumpTimeText(endUs)}: ${note}.${missing}`, wouldPass: needed };
  }
  const { fromUs, toUs, text, occurrence } = deciding;
  const lastUs = Math.min(toUs, endUs);
  const needed = neededFor(explained);
  return {
    atUs: Math.min(fromUs, endUs),
    window: {
      fromUs: occurrence.fromUs,
      toUs: Math.min(lookedAtUs(check.pattern.response, occurrence.toUs, endUs), endUs),
    },
    deciding: { text, fromUs, toUs: lastUs },
    seen: `${missedText(explained, lastUs) ?? `${(finding.note ?? `${text} was ${deciding.truth}`).replace(/^the /, 'The ')}.`}${countText(finding)}${valuesText(explained, fromUs)}`,
    ...(needed === undefined ? {} : { wouldPass: needed }),
  };
}

/** Returns the change of one limit with which a failed check would have passed. */
function neededFor({ check, finding, patternEvidence }: Explained<PatternCheck>): string | undefined {
  if (finding.verdict !== 'fail' || patternEvidence === undefined) return undefined;
  return (
    neededChange(check.pattern, patternEvidence()) ?? (isPlain(check.pattern) ? neededComparison(finding) : undefined)
  );
}

/** Returns whether one comparison alone decides, so that its margin says what it needs. */
function isPlain({ response }: Pattern): boolean {
  return predicatesIn(response).length === 1 && limitedWindows(response).length === 0;
}

/**
 * Returns a sentence about events that occurred while a failed check waited for another one; undefined for any other
 * check.
 */
function missedText({ check, finding, events }: Explained<PatternCheck>, lastUs: number): string | undefined {
  const { deciding, verdict } = finding;
  const response = check.pattern.timed?.response;
  if (verdict !== 'fail' || deciding === undefined || response?.kind !== 'event') return undefined;
  const { event, text } = response;
  const pattern = text === undefined ? { event } : { event, text };
  const { fromUs } = deciding.occurrence;
  const count = deciding.occurrenceCount > 1 ? `One of ${deciding.occurrenceCount} occurrences fails. ` : '';
  const instead = insteadOf(pattern, events.named(event, fromUs, lastUs), fromUs, lastUs);
  return `${count}${instead}${laterText(pattern, events.firstUs(pattern, lastUs + 1))}`;
}

/** Returns a sentence about the number that a failed count found. */
function countText({ deciding, verdict, value }: Finding): string {
  if (deciding?.predicate.kind !== 'count' || verdict !== 'fail' || typeof value !== 'number') return '';
  return ` The window furthest beyond the limit holds ${value}.`;
}

/** Returns the names and values of a check's signals at the deciding moment. */
function valuesText({ check, evidence }: Explained<PatternCheck>, atUs: number): string {
  const { signals } = evidence;
  const shown = patternNames(check.pattern).signals.flatMap((name) => {
    const value = new IntervalReader(signals, name).at(Math.min(atUs, evidence.endUs))?.value;
    if (value === undefined) return [];
    return [`${name} = ${Number(value.toPrecision(DIGITS))} ${signals.declared(name)?.unit ?? ''}`.trim()];
  });
  return shown.length === 0 ? '' : ` At ${pumpTimeText(Math.min(atUs, evidence.endUs))}: ${shown.join(', ')}.`;
}
