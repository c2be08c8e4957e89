import { type Reading, reaches, staysUnder, type Truth } from '../readings/reading.ts';
import type { Bounds } from '../scenario.ts';
import { type Finding, limitsText } from './measurement.ts';
import type { Verdict } from './verdict.ts';

/** Numbers to compare with limits. They differ only for a signal that must stay between two limits. */
export interface Compared {
  /** Number compared with `atLeast`. */
  readonly low: Reading;
  /** Number compared with `atMost`. */
  readonly high: Reading;
}

/** An expectation about a number. */
export interface Question {
  readonly name: string;
  readonly unit: string;
  readonly bounds: Bounds;
  readonly marginalFrom?: number | undefined;
}

const verdictOf: Readonly<Record<Truth, Verdict>> = { true: 'pass', false: 'fail', unknown: 'not decided' };

/**
 * Compares a number with limits. It passes if every value inside the errors meets them, and fails if none does.
 * Otherwise it is not decided, and the note lists the parts of the error.
 */
export function decided(question: Question, compared: Compared, errorParts: readonly string[]): Finding {
  const { name, unit, bounds } = question;
  const { low, high } = compared;
  const truth = truthOf(bounds, compared);
  const [belowMargin, aboveMargin] = [marginBelow(low, bounds), marginAbove(high, bounds)];
  const decisive = aboveMargin < belowMargin ? high : low;
  const finding: Finding = {
    name,
    value: decisive.value,
    unit,
    limits: limitsText(bounds, unit),
    margin: Math.min(belowMargin, aboveMargin),
    verdict: verdictOf[truth],
  };
  if (truth === 'unknown') return { ...finding, reason: 'cannot tell', note: whyUnknown(decisive, unit, errorParts) };
  if (truth === 'false' || question.marginalFrom === undefined) return finding;
  return { ...finding, isMarginal: isMarginal(question.marginalFrom, bounds, compared) };
}

function truthOf({ atLeast, atMost }: Bounds, { low, high }: Compared): Truth {
  const truths = [
    ...(atLeast === undefined ? [] : [reaches(low, atLeast)]),
    ...(atMost === undefined ? [] : [staysUnder(high, atMost)]),
  ];
  if (truths.includes('false')) return 'false';
  return truths.includes('unknown') ? 'unknown' : 'true';
}

function marginBelow({ value }: Reading, { atLeast = Number.NEGATIVE_INFINITY }: Bounds): number {
  return value - atLeast;
}

function marginAbove({ value }: Reading, { atMost = Number.POSITIVE_INFINITY }: Bounds): number {
  return atMost - value;
}

function isMarginal(from: number, { atMost }: Bounds, { low, high }: Compared): boolean {
  return atMost === undefined ? low.low <= from : high.high >= from;
}

function whyUnknown({ value, low, high }: Reading, unit: string, parts: readonly string[]): string {
  const [at, from, to] = [value, low, high].map((one) => Number(one.toPrecision(6)));
  const because = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `it read ${at} ${unit}, and inside the errors it lies between ${from} and ${to} ${unit}${because}`;
}
