import type { Verdict } from '../scenario/checks/verdict.ts';

/** Number of scenarios or checks for each verdict. Quarantined checks that did not pass have a count of their own. */
export interface Counts {
  readonly pass: number;
  readonly fail: number;
  readonly notDecided: number;
  readonly neverTriggered: number;
  readonly skipped: number;
  readonly quarantined: number;
  readonly marginal: number;
}

export interface Totals {
  readonly scenarios: Counts;
  readonly checks: Counts;
}

const KEY: Readonly<Record<Verdict, keyof Counts>> = {
  pass: 'pass',
  fail: 'fail',
  'not decided': 'notDecided',
  'never triggered': 'neverTriggered',
  skipped: 'skipped',
};

const NONE: Counts = {
  pass: 0,
  fail: 0,
  notDecided: 0,
  neverTriggered: 0,
  skipped: 0,
  quarantined: 0,
  marginal: 0,
};

interface Counted {
  readonly verdict: Verdict;
  readonly isQuarantined?: boolean;
  readonly isMarginal?: boolean;
}

/** Counts verdicts. */
export function countsOf(all: readonly Counted[]): Counts {
  const counts: Record<keyof Counts, number> = { ...NONE };
  for (const { verdict, isQuarantined, isMarginal } of all) {
    counts[isQuarantined === true ? 'quarantined' : KEY[verdict]] += 1;
    if (isMarginal === true && verdict === 'pass') counts.marginal += 1;
  }
  return counts;
}

const WORDS: readonly (readonly [keyof Counts, string])[] = [
  ['fail', 'failed'],
  ['notDecided', 'not decided'],
  ['neverTriggered', 'never triggered'],
  ['quarantined', 'quarantined'],
  ['skipped', 'skipped'],
];

/** Returns counts as words: `55 passed, 2 marginal, 1 failed`. Zeros are left out, except in `0 passed`. */
export function countsText(counts: Counts): string {
  const marginal = counts.marginal === 0 ? [] : [`${counts.marginal} of them marginal`];
  const others = WORDS.filter(([key]) => counts[key] > 0).map(([key, word]) => `${counts[key]} ${word}`);
  return [`${counts.pass} passed`, ...marginal, ...others].join(', ');
}
