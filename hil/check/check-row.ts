import type { Verdict } from '../scenario/checks/measurement.ts';

/** One line of the table: what was found, what is allowed, and what follows. */
export interface CheckRow {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly limits: string;
  readonly verdict: Verdict;
  /** Why, or what to look for. */
  readonly note?: string;
}

export interface Limits {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A number against its limits; `hint` is shown where it misses them. */
export function numberRow(name: string, value: number, unit: string, limits: Limits, hint?: string): CheckRow {
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
    ...(passes || hint === undefined ? {} : { note: hint }),
  };
}

export function factRow(name: string, value: string, limits: string, passes: boolean, note?: string): CheckRow {
  return { name, value, unit: '', limits, verdict: passes ? 'pass' : 'fail', ...(note === undefined ? {} : { note }) };
}

/** What this rig has no part for. */
export function missingRow(name: string, lacks: string): CheckRow {
  return { name, value: null, unit: '', limits: '', verdict: 'not decided', note: `the rig has no ${lacks}` };
}
