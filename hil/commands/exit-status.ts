import { exitStatusOf, type HilError } from '../base/hil-error.ts';
import type { Verdict } from '../scenario/checks/verdict.ts';
import type { Outcome } from '../scenario/outcome.ts';

/** Exit status of a run, by its verdict. */
export const VERDICT_STATUS: Readonly<Record<Verdict, number>> = {
  pass: 0,
  fail: 1,
  'not decided': 4,
  'never triggered': 4,
  skipped: 4,
};
const INTERRUPTED_STATUS = 130;
const UNDECIDED_STATUS = 4;

/**
 * Exit statuses in the order of precedence. The caller must learn first of an interrupted list, then of a missing
 * result.
 */
const PRECEDENCE: readonly number[] = [INTERRUPTED_STATUS, 5, 1, 3, 2, 4, 0];

/** Returns the exit status of a command that fails with this error. */
export function failureStatus({ code, fault }: HilError): number {
  return code === 'INTERRUPTED' ? INTERRUPTED_STATUS : exitStatusOf(fault);
}

/**
 * Returns the exit status of a list. A skipped scenario adds no status, unless the time limit skipped it. Neither does
 * one of which a quarantine excuses every check. A list without any status is undecided.
 */
export function listStatus(outcomes: readonly Outcome[], more: readonly HilError[] = []): number {
  const statuses = [...outcomes.flatMap(statusOf), ...more.map(failureStatus)];
  return PRECEDENCE.find((status) => statuses.includes(status)) ?? UNDECIDED_STATUS;
}

/** Returns the first of some statuses in the order of precedence; 0 without any. */
export function worstStatus(statuses: readonly number[]): number {
  return PRECEDENCE.find((status) => statuses.includes(status)) ?? 0;
}

function statusOf(outcome: Outcome): readonly number[] {
  if (outcome.kind === 'judged') return outcome.isExcused === true ? [] : [VERDICT_STATUS[outcome.result.verdict]];
  if (outcome.kind === 'failed') return [failureStatus(outcome.failure)];
  return outcome.isCut === true ? [UNDECIDED_STATUS] : [];
}
