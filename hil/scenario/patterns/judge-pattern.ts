import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { type Finding, nothing } from '../checks/measurement.ts';
import type { UndecidedReason } from '../checks/verdict.ts';
import { type Deciding, decidingAt, type ShownDeciding } from '../formula/deciding.ts';
import type { Evaluation } from '../formula/evaluation.ts';
import { predicateText } from '../formula/formula-text.ts';
import { endUsOf, pointAt, startUsOf } from '../formula/instant.ts';
import { intersectionOf } from '../formula/instant-set.ts';
import { marginOf, sidesOf } from '../formula/margin.ts';
import type { FormulaFacts } from '../formula/run-facts.ts';
import type { Expectation } from '../scenario.ts';
import { whyBlind } from './blind-check.ts';
import { countMargin } from './margins/count-margin.ts';
import { type Answered, marginSpans } from './margins/margin-spans.ts';
import { askedFor, type Occurrence, type Occurrences, occurrencesOf } from './occurrence.ts';
import type { Pattern } from './pattern.ts';
import { passed, type TimeMargins, timeMarginsOf } from './time-margins.ts';

/** Evidence from a run for its patterns. */
export interface PatternEvidence {
  readonly evaluation: Evaluation;
  readonly records: readonly TraceRecord[];
  readonly facts: FormulaFacts;
}

/** Judges a pattern by all its occurrences. */
export function judgePattern(expectation: Expectation, pattern: Pattern, evidence: PatternEvidence): Finding {
  const { name } = expectation;
  const { evaluation } = evidence;
  const limits = pattern.written.join(', ');
  const occurrences = occurrencesOf(pattern, evaluation);
  const { worst } = occurrences;
  if (worst === undefined) return untriggered(expectation, limits, pattern, evidence);
  const blind = whyBlind(pattern, worst, evaluation);
  if (blind !== undefined) return { ...nothing(name, '', limits, 'not decided', blind), reason: 'cut' };
  const deciding = decidingAt(pattern.response, worst.decidedAt, evaluation);
  const { verdict } = worst;
  const reason = reasonOf(worst, deciding, evaluation);
  return {
    name,
    ...measuredBy(pattern, occurrences, worst, deciding, evidence),
    limits,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(verdict === 'pass' ? {} : { note: noteOf(worst, occurrences.count, deciding, evaluation) }),
    ...(verdict === 'pass' && pattern.unmarginal !== undefined ? { isMarginal: isMarginal(pattern, evidence) } : {}),
    deciding: {
      ...shownDeciding(deciding, worst, occurrences.count),
      ...(verdict === 'fail' ? rangeMargins(pattern, deciding, evidence) : {}),
    },
  };
}

function untriggered(
  { name, mayNeverHappen }: Expectation,
  limits: string,
  { trigger }: Pattern,
  { evaluation }: PatternEvidence,
): Finding {
  const { recordedUs, endUs } = evaluation.times;
  const note = trigger === undefined ? 'the run has no record' : 'its trigger never occurred';
  if (recordedUs < endUs)
    return { ...nothing(name, '', limits, 'not decided', `${note} before the trace ends`), reason: 'cut' };
  if (mayNeverHappen !== true) return nothing(name, '', limits, 'never triggered', note);
  return { ...nothing(name, '', limits, 'pass', `${note}, and it may never happen`), isUntriggered: true };
}

function reasonOf(
  { verdict, reason }: Occurrence,
  { first }: Deciding,
  { times }: Evaluation,
): UndecidedReason | undefined {
  if (verdict !== 'not decided') return undefined;
  if (reason === 'ended') return 'ended';
  return first > pointAt(times.recordedUs) ? 'cut' : 'cannot tell';
}

type Measured = Pick<Finding, 'value' | 'unit' | 'margin' | 'marginS'>;

/**
 * Measures a check: its slowest response for `within`, otherwise the distance of the deciding comparison from its
 * limit.
 */
function measuredBy(
  pattern: Pattern,
  occurrences: Occurrences,
  worst: Occurrence,
  deciding: Deciding,
  { evaluation, records, facts }: PatternEvidence,
): Measured {
  const { timed } = pattern;
  const inTime = timeMarginsOf(pattern, worst, evaluation);
  if (timed !== undefined && inTime !== undefined) return slowest(timed.withinUs, inTime);
  const { predicate } = deciding;
  const value = heldText(occurrences);
  if (inTime === undefined) return { value, unit: '', margin: null };
  const { marginS } = inTime;
  const hasPassed = worst.verdict === 'pass';
  const answered = answeredBy(pattern, hasPassed, evaluation);
  const counted = countMargin(answered, deciding, pattern.whole !== undefined, evaluation);
  if (counted !== undefined) return { marginS, ...counted };
  if (!('unit' in predicate)) return { value, unit: '', margin: null, marginS };
  const margin = marginOf(
    {
      predicate,
      instants: marginSpans(answered, deciding, evaluation),
      holds: deciding.truth === 'true',
      hasPassed,
    },
    records,
    facts,
  );
  return { value, unit: predicate.unit, margin: margin ?? null, marginS };
}

/** Returns the time of the slowest response, with its distance to the limit of `within`. */
function slowest(withinUs: number, { marginS, ofKeysS }: TimeMargins): Measured {
  if (ofKeysS === null) return { value: null, unit: 's', margin: null };
  const value = Math.round(withinUs - ofKeysS * US_PER_SECOND) / US_PER_SECOND;
  return { value, unit: 's', margin: ofKeysS, marginS };
}

function answeredBy(pattern: Pattern, hasPassed: boolean, evaluation: Evaluation): Answered {
  return { response: pattern.response, asked: askedFor(pattern, evaluation).sure, hasPassed };
}

/** Returns by how much a range that had to hold was left on each side. */
function rangeMargins(
  pattern: Pattern,
  deciding: Deciding,
  { evaluation, records, facts }: PatternEvidence,
): Pick<ShownDeciding, 'sideMargins'> {
  const { predicate, truth } = deciding;
  if (predicate.kind !== 'in range' || truth === 'true') return {};
  const instants = marginSpans(answeredBy(pattern, false, evaluation), deciding, evaluation);
  const [low, high] = sidesOf(predicate).map(([left, is, right]) => {
    const side = { kind: 'compare', left, is, right, unit: predicate.unit } as const;
    return marginOf({ predicate: side, instants, holds: false, hasPassed: false }, records, facts) ?? 0;
  });
  return { sideMargins: [low ?? 0, high ?? 0] };
}

/** Returns a sentence about the number of occurrences at which a check held. */
function heldText({ count, passCount }: Occurrences): string {
  if (count > 1) return `held at ${passCount} of ${count} occurrences`;
  return passCount === 1 ? 'held' : 'not held';
}

function isMarginal(pattern: Pattern, { evaluation }: PatternEvidence): boolean {
  if (pattern.unmarginal === undefined) return false;
  const slow = evaluation.truthOf({ kind: 'not', of: pattern.unmarginal }).maybe;
  return intersectionOf(passed(pattern, evaluation), slow).length > 0;
}

function shownDeciding(
  { predicate, first, last, truth }: Deciding,
  worst: Occurrence,
  occurrenceCount: number,
): ShownDeciding {
  return {
    predicate,
    text: predicateText(predicate),
    fromUs: startUsOf(first),
    toUs: endUsOf(last),
    truth,
    occurrence: { fromUs: worst.fromUs, toUs: worst.toUs },
    occurrenceCount,
  };
}

function noteOf(worst: Occurrence, occurrenceCount: number, deciding: Deciding, { times }: Evaluation): string {
  const text = predicateText(deciding.predicate);
  const from = startUsOf(deciding.first);
  const to = Math.min(endUsOf(deciding.last), times.recordedUs);
  const when = to > from ? `from ${pumpTimeText(from)} to ${pumpTimeText(to)}` : `at ${pumpTimeText(from)}`;
  const count = occurrenceCount === 1 ? '' : `, at occurrence ${worst.number} of ${occurrenceCount}`;
  if (worst.reason === 'ended') return '`unless` ended every occurrence';
  if (deciding.first > pointAt(times.recordedUs)) return `the run ended before ${text} was decided${count}`;
  if (worst.verdict === 'not decided') return `${text} cannot be told ${when}, inside the errors${count}`;
  return `${text} ${wasWords(deciding)} ${when}${count}`;
}

/** Returns the truth of a predicate as a verb: events occur, and everything else is true or false. */
function wasWords({ predicate, truth }: Deciding): string {
  if (predicate.kind !== 'event') return `was ${truth}`;
  return truth === 'true' ? 'occurred' : 'did not occur';
}
