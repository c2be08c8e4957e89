import type { FilePlace } from '../../yaml/place.ts';
import type { ShownDeciding } from '../formula/deciding.ts';
import type { Bounds } from '../scenario.ts';
import type { Explanation } from './explanation.ts';
import type { UndecidedReason, Verdict } from './verdict.ts';

/** Place of a check: in its file, or the call that built its scenario, with the number of the check. */
export interface CheckPlace extends FilePlace {
  /** Number of the check in a scenario that a program built, from 1 on. */
  readonly check?: number;
}

/** Returns a place as people read it. Line 0 stands for an unknown place. */
export function placeText({ file, line, column, check }: CheckPlace): string {
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return check === undefined ? place : `${place}, check ${check}`;
}

/** Result of measuring one expectation. */
export interface Measurement {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  /** Limits as text. */
  readonly limits: string;
  /** Distance to the nearest limit, in the unit; negative beyond the limit. Null without a number. */
  readonly margin: number | null;
  /**
   * Seconds from the deciding moment to the nearest moment at which the limit is crossed; negative for a failure. Null
   * if the run never crosses it.
   */
  readonly marginS?: number | null;
  readonly verdict: Verdict;
  /** Set if the verdict is `not decided`. */
  readonly reason?: UndecidedReason;
  /** True for a pass with a value inside the band of `marginal from`. */
  readonly isMarginal?: boolean;
  /** True for a check that passes because it may never happen and its trigger never occurred. */
  readonly isUntriggered?: true;
  /** Explains a verdict that does not follow from the numbers. */
  readonly note?: string;
  /** Predicate that decided a pattern, and its time. */
  readonly deciding?: ShownDeciding;
  /** Ids of the requirements that the check covers. */
  readonly requires: readonly string[];
  /** Place of the expectation. */
  readonly place: CheckPlace;
  /** Assumptions of the run that this check depends on. */
  readonly assumed?: readonly string[];
  /** Set for a marginal pass and for every verdict other than a pass. */
  readonly explanation?: Explanation;
}

/** Result of judging one expectation. It lacks the fields that are copied from the expectation. */
export type Finding = Omit<Measurement, 'requires' | 'place'>;

/** Digits of a limit as text. One more would show the rounding of a unit, as in 0.12140000000000001 mL for 121.4 uL. */
const LIMIT_DIGITS = 15;

/** Returns bounds as text. */
export function limitsText({ atLeast, atMost }: Bounds, unit: string): string {
  const withUnit = (value: number): string => `${Number(value.toPrecision(LIMIT_DIGITS))} ${unit}`.trimEnd();
  if (atLeast !== undefined && atMost !== undefined) {
    return atLeast === atMost ? `exactly ${withUnit(atLeast)}` : `${withUnit(atLeast)} to ${withUnit(atMost)}`;
  }
  if (atLeast !== undefined) return `at least ${withUnit(atLeast)}`;
  return atMost === undefined ? 'no limit' : `at most ${withUnit(atMost)}`;
}

const DIGITS = 6;

type Measured = Pick<Measurement, 'value' | 'unit' | 'limits' | 'margin' | 'marginS' | 'isMarginal'>;

/** Returns a value with its limits and both margins, as reports show it. A margin in seconds is not repeated. */
export function measuredText({ value, unit, limits, margin, marginS = null, isMarginal }: Measured): string {
  const shown = typeof value === 'number' ? `${rounded(value)} ${unit}`.trim() : (value ?? 'nothing');
  const reserve = margin === null ? '' : `, margin ${rounded(margin)} ${unit}`.trimEnd();
  const inTime = marginS === null || (margin === marginS && unit === 's') ? '' : `, in time ${rounded(marginS)} s`;
  const near = isMarginal === true ? ', marginal' : '';
  return `${shown} (${limits}${reserve}${inTime}${near})`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Returns a finding without a value. */
export function nothing(name: string, unit: string, limits: string, verdict: Verdict, note: string): Finding {
  return { name, value: null, unit, limits, margin: null, verdict, note };
}

/** Returns a finding that is not decided. */
export function undecided(name: string, unit: string, limits: string, reason: UndecidedReason, note: string): Finding {
  return { ...nothing(name, unit, limits, 'not decided', note), reason };
}
