import type { Verdict } from '../scenario/checks/verdict.ts';

/** Verdict of a check of a rig. */
export type RowVerdict = Extract<Verdict, 'pass' | 'fail' | 'not decided'>;

/** One row of the table of checks: value, limits and verdict. */
export interface CheckRow {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly limits: string;
  readonly verdict: RowVerdict;
  /** Reason or advice. */
  readonly note?: string | undefined;
}

export interface RowLimits {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Row for a number with limits. `hint` becomes the note if the number is outside them. */
export function numberRow(name: string, value: number, unit: string, limits: RowLimits, hint?: string): CheckRow {
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = limits;
  const passes = value >= atLeast && value <= atMost;
  const text = [
    ...(limits.atLeast === undefined ? [] : [`at least ${limits.atLeast}`]),
    ...(limits.atMost === undefined ? [] : [`at most ${limits.atMost}`]),
  ].join(', ');
  return {
    name,
    value,
    unit,
    limits: text,
    verdict: passes ? 'pass' : 'fail',
    note: passes ? undefined : hint,
  };
}

export function factRow(name: string, value: string, limits: string, passes: boolean, note?: string): CheckRow {
  return { name, value, unit: '', limits, verdict: passes ? 'pass' : 'fail', note };
}

/** Row for a check that needs a part which this rig lacks. */
export function missingRow(name: string, lacks: string): CheckRow {
  return { name, value: null, unit: '', limits: '', verdict: 'not decided', note: `the rig has no ${lacks}` };
}
