import type { Verdict } from '../scenario/checks/verdict.ts';

/** Verdict of one check of a rig. */
export type RowVerdict = Extract<Verdict, 'pass' | 'fail' | 'not decided'>;

/** One row of the table of checks. */
export interface CheckRow {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly limits: string;
  readonly verdict: RowVerdict;
  /** Reason for the verdict, or advice. */
  readonly note?: string | undefined;
}

export interface RowLimits {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Makes the row for a number with limits. If the number is outside them, `hint` becomes the note. */
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

/** Makes the row of a check that needs a missing part of the rig. */
export function missingRow(name: string, lacks: string): CheckRow {
  return { name, value: null, unit: '', limits: '', verdict: 'not decided', note: `the rig has no ${lacks}` };
}
