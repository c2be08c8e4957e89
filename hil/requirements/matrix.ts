import { type Verdict, worst } from '../scenario/checks/verdict.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { CheckVerdict, LastVerdicts } from './last-verdicts.ts';
import type { Requirement, RequirementSet } from './requirement.ts';

/** One check of a scenario that names a requirement, and its last verdict if known. */
export interface CoveringCheck {
  readonly scenario: string;
  readonly check: string;
  readonly file: string;
  readonly line: number;
  readonly last: CheckVerdict | null;
}

/** A requirement with the checks that name it. */
export interface MatrixRow {
  readonly requirement: Requirement;
  readonly status: 'covered' | 'not covered' | 'not applicable';
  readonly checks: readonly CoveringCheck[];
  /** Worst of the last verdicts of its checks; null if no check has a verdict. */
  readonly verdict: Verdict | null;
}

/** An id that a scenario names and the set lacks. */
export interface StrayId {
  readonly id: string;
  readonly scenario: string;
  readonly check: string;
  readonly file: string;
  readonly line: number;
}

export interface MatrixTotals {
  readonly requirementCount: number;
  readonly applicableCount: number;
  readonly coveredCount: number;
  readonly checkCount: number;
  readonly scenarioCount: number;
  /** Number of covered requirements for each verdict. `none` counts requirements without a result. */
  readonly verdicts: Readonly<Record<Exclude<Verdict, 'skipped'> | 'none', number>>;
}

export interface Matrix {
  readonly set: RequirementSet;
  readonly rows: readonly MatrixRow[];
  readonly strays: readonly StrayId[];
  readonly totals: MatrixTotals;
}

interface NamedCheck extends CoveringCheck {
  readonly id: string;
}

/** Joins requirements with the checks that name them. `last` holds the verdicts of an earlier call. */
export function matrixOf(set: RequirementSet, scenarios: readonly Scenario[], last?: LastVerdicts): Matrix {
  const named = scenarios.flatMap((scenario) => namedChecks(scenario, last));
  const ids = new Set(set.requirements.map(({ id }) => id));
  const rows = set.requirements.map((requirement) => rowOf(requirement, named));
  const strays = named
    .filter(({ id }) => !ids.has(id))
    .map(({ id, scenario, check, file, line }) => ({ id, scenario, check, file, line }));
  return { set, rows, strays, totals: totalsOf(rows) };
}

function namedChecks({ name, file, expect }: Scenario, last: LastVerdicts | undefined): readonly NamedCheck[] {
  return expect.flatMap((expectation) =>
    expectation.requires.map((id) => ({
      id,
      scenario: name,
      check: expectation.name,
      file,
      line: expectation.place.line,
      last: last?.of(name, expectation.name) ?? null,
    })),
  );
}

function rowOf(requirement: Requirement, named: readonly NamedCheck[]): MatrixRow {
  const checks = named.filter(({ id }) => id === requirement.id).map(({ id: _id, ...check }) => check);
  const found = checks.flatMap(({ last }) => (last === null || last.verdict === 'skipped' ? [] : [last.verdict]));
  const covered = checks.length > 0 ? 'covered' : 'not covered';
  return {
    requirement,
    status: requirement.isApplicable ? covered : 'not applicable',
    checks,
    verdict: found.length === 0 ? null : worst(found),
  };
}

function totalsOf(rows: readonly MatrixRow[]): MatrixTotals {
  const covered = rows.filter(({ status }) => status === 'covered');
  const checks = covered.flatMap((row) => row.checks);
  const count = (verdict: MatrixRow['verdict']): number => covered.filter((row) => row.verdict === verdict).length;
  return {
    requirementCount: rows.length,
    applicableCount: rows.filter(({ requirement }) => requirement.isApplicable).length,
    coveredCount: covered.length,
    checkCount: new Set(checks.map(({ scenario, check }) => `${scenario}: ${check}`)).size,
    scenarioCount: new Set(checks.map(({ scenario }) => scenario)).size,
    verdicts: {
      pass: count('pass'),
      fail: count('fail'),
      'not decided': count('not decided'),
      'never triggered': count('never triggered'),
      none: count(null),
    },
  };
}
