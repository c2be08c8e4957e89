import { failedInvariants } from '../invariants/invariants-text.ts';
import type { Verdict } from '../scenario/checks/verdict.ts';
import type { CheckResult, Results, ScenarioResult } from './results.ts';

/** Reports a margin that lost this share or more, unless the caller gives another share. */
export const SHRUNK_SHARE_DEFAULT = 0.2;

/** A check whose verdict differs from its verdict in the earlier results. */
export interface ChangedVerdict {
  readonly label: string;
  readonly check: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** A margin that lost more than the stated share of its earlier value. */
export interface ShrunkMargin {
  readonly label: string;
  readonly check: string;
  readonly before: number;
  readonly after: number;
  /** Unit of both margins; `s` for a margin in time. */
  readonly unit: string;
  /** Loss as a share of the earlier margin. */
  readonly lostShare: number;
}

export interface NamedCheck {
  readonly label: string;
  readonly check: string;
}

/** Differences from earlier results. */
export interface Comparison {
  readonly against: string;
  readonly earlierStartedAt: string;
  readonly shrunkShare: number;
  readonly changed: readonly ChangedVerdict[];
  readonly shrunk: readonly ShrunkMargin[];
  readonly added: readonly NamedCheck[];
  /** Checks and whole scenarios that occur only in the earlier results. */
  readonly missing: readonly NamedCheck[];
}

type Compared = Pick<ScenarioResult, 'label' | 'verdict' | 'checks' | 'invariants'>;

/** Compares results with earlier ones, check by check. */
export function comparisonOf(
  against: string,
  earlier: Pick<Results, 'scenarios' | 'identity'>,
  now: readonly Compared[],
  shrunkShare: number,
): Comparison {
  const scenarios = pairsOf(earlier.scenarios, now, ({ label }) => label);
  const compared = scenarios.both.map(changesOf);
  return {
    against,
    earlierStartedAt: earlier.identity.startedAt,
    shrunkShare,
    changed: compared.flatMap(({ changed }) => changed),
    shrunk: compared.flatMap(({ both }) => both.flatMap(([before, after]) => shrunkOf(before, after, shrunkShare))),
    added: [...scenarios.added.map(whole), ...compared.flatMap(({ added }) => added)],
    missing: [...scenarios.missing.map(whole), ...compared.flatMap(({ missing }) => missing)],
  };
}

interface ScenarioChanges {
  readonly both: readonly (readonly [Check, Check])[];
  readonly changed: readonly ChangedVerdict[];
  readonly added: readonly NamedCheck[];
  readonly missing: readonly NamedCheck[];
}

/**
 * Compares two results of one scenario. The verdict of the run is named if no changed check explains it, as after a failure of
 * the rig.
 */
function changesOf([before, after]: readonly [Compared, Compared]): ScenarioChanges {
  const failed = new Set([...failedInvariants(before.invariants), ...failedInvariants(after.invariants)].map(nameOf));
  const [first, later] = [checksOf(before, failed), checksOf(after, failed)];
  const { both, added, missing } = pairsOf(first, later, ({ check }) => check);
  const checks = both.flatMap(([one, other]) => changeOf(one, other));
  const runs = checks.length > 0 ? [] : changeOf({ ...before, check: 'the run' }, { ...after, check: 'the run' });
  return {
    both,
    changed: [...checks, ...runs],
    added: first.length === 0 && later.length > 0 ? [whole(after)] : added.map(named),
    missing: later.length === 0 && first.length > 0 ? [whole(before)] : missing.map(named),
  };
}

type Judged = NamedCheck & { readonly verdict: Verdict };

function changeOf({ verdict: before }: Judged, { label, check, verdict: after }: Judged): readonly ChangedVerdict[] {
  return before === after ? [] : [{ label, check, before, after }];
}

interface Pairs<T> {
  readonly both: readonly (readonly [T, T])[];
  readonly added: readonly T[];
  readonly missing: readonly T[];
}

function pairsOf<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string): Pairs<T> {
  const [first, later] = [before, after].map((all) => new Map(all.map((one) => [keyOf(one), one])));
  return {
    both: after.flatMap((one) => {
      const other = first?.get(keyOf(one));
      return other === undefined ? [] : [[other, one] as const];
    }),
    added: after.filter((one) => first?.has(keyOf(one)) === false),
    missing: before.filter((one) => later?.has(keyOf(one)) === false),
  };
}

interface Check extends NamedCheck {
  readonly verdict: Verdict;
  readonly unit: string;
  readonly margin: number | null;
  readonly marginS: number | null;
}

/** Returns the checks of a scenario, and the invariants that failed before or now. */
function checksOf({ label, checks, invariants }: Compared, failed: ReadonlySet<string>): readonly Check[] {
  const checkOf = ({ unit, verdict, margin, marginS = null }: CheckResult, check: string): Check => {
    return { label, check, verdict, unit, margin, marginS };
  };
  return [
    ...checks.map((one) => checkOf(one, one.name)),
    ...invariants.filter(({ name }) => failed.has(name)).map((one) => checkOf(one, `invariant: ${one.name}`)),
  ];
}

function nameOf({ name }: CheckResult): string {
  return name;
}

function whole({ label }: Compared): NamedCheck {
  return { label, check: 'every check' };
}

function named({ label, check }: NamedCheck): NamedCheck {
  return { label, check };
}

/**
 * Returns the margins that shrank. Margins of different units are not compared. A margin below zero cannot shrink: its
 * check has failed.
 */
function shrunkOf(first: Check, later: Check, shareMin: number): readonly ShrunkMargin[] {
  const pairs = [
    ...(first.unit === later.unit ? [{ before: first.margin, after: later.margin, unit: later.unit }] : []),
    { before: first.marginS, after: later.marginS, unit: 's' },
  ];
  return pairs.flatMap(({ before, after, unit }) => {
    if (before === null || after === null || before <= 0) return [];
    const lostShare = (before - after) / before;
    return lostShare < shareMin ? [] : [{ ...named(later), before, after, unit, lostShare }];
  });
}

/** Returns the comparison as lines of text; only a heading if nothing differs. */
export function comparisonLines({
  against,
  changed,
  shrunk,
  added,
  missing,
  shrunkShare,
}: Comparison): readonly string[] {
  const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
  const list = (names: readonly NamedCheck[], what: string): readonly string[] =>
    names.map(({ label, check }) => `${what}: ${label}, "${check}"`);
  const lines = [
    ...changed.map(({ label, check, before, after }) => `${before} became ${after}: ${label}, "${check}"`),
    ...shrunk.map(({ label, check, before, after, unit, lostShare }) =>
      `margin shrank by ${percent(lostShare)}: ${label}, "${check}", from ${rounded(before)} to ${rounded(after)} ${unit}`.trimEnd(),
    ),
    ...list(added, 'new check'),
    ...list(missing, 'missing check'),
  ];
  if (lines.length > 0) return [`Compared with ${against}:`, ...lines];
  return [
    `Compared with ${against}: same checks and verdicts, and no margin shrank by ${percent(shrunkShare)} or more.`,
  ];
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
