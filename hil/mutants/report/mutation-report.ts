import { shippedInvariants } from '../../invariants/shipped.gen.ts';
import { shippedRequirements } from '../../requirements/requirement-file.ts';
import { scenarioNames, scenariosNamed } from '../../scenario/library.ts';
import { checksWithReason, idleInvariantReason, idleReasonOf } from '../data/idle-checks.ts';
import { isExpected, isKilledByScenario, type MutantResult } from '../run/mutant-result.ts';

/** A scenario whose checks for a requirement kill mutants. */
export interface KillingScenario {
  readonly scenario: string;
  readonly mutants: readonly string[];
}

/** One requirement with the mutants that its checks kill. */
export interface KillRow {
  readonly id: string;
  readonly text: string;
  readonly killedBy: readonly KillingScenario[];
}

/** A check of a scenario, or an invariant. */
export interface NamedCheck {
  /** Absent for an invariant. */
  readonly scenario?: string;
  readonly check: string;
  /** Why it stays although it kills no mutant. */
  readonly reason?: string;
}

export interface MutationReport {
  readonly results: readonly MutantResult[];
  /** True if all scenarios ran on every mutant. Otherwise a mutant's runs end with the first kill. */
  readonly isAll: boolean;
  readonly killedCount: number;
  /** Those of the killed mutants that a scenario kills, and not only a check of a rig. */
  readonly killedByScenariosCount: number;
  /** Results that differ from the mutant's data: no kill by a scenario without a reason, or a kill despite one. */
  readonly unexpected: readonly MutantResult[];
  readonly rows: readonly KillRow[];
  /** Checks that killed no mutant. Undefined unless all scenarios ran. */
  readonly idleChecks: readonly NamedCheck[] | undefined;
  /** Checks that killed a mutant of the pump although a reason says that they kill none. */
  readonly outdatedReasons: readonly string[];
}

/** Joins results with requirements and checks. */
export function mutationReport(results: readonly MutantResult[], isAll: boolean): MutationReport {
  return {
    results,
    isAll,
    killedCount: results.filter(({ outcome }) => outcome === 'killed').length,
    killedByScenariosCount: results.filter(isKilledByScenario).length,
    unexpected: results.filter((result) => !isExpected(result)),
    rows: rowsOf(results),
    idleChecks: isAll ? idleChecks(results) : undefined,
    outdatedReasons: outdatedReasons(results),
  };
}

/** Returns a row for each requirement that applies and that a check covers. */
function rowsOf(results: readonly MutantResult[]): readonly KillRow[] {
  const scenariosOf = new Map<string, Map<string, string[]>>();
  for (const { mutant, kills } of results)
    for (const { scenario, failedChecks } of kills)
      for (const id of new Set(failedChecks.flatMap(({ requires }) => requires))) {
        const scenarios = scenariosOf.get(id) ?? new Map<string, string[]>();
        scenariosOf.set(id, scenarios.set(scenario, [...(scenarios.get(scenario) ?? []), mutant.id]));
      }
  return shippedRequirements()
    .requirements.filter(({ isApplicable, uncovered }) => isApplicable && uncovered === undefined)
    .map(({ id, text }) => ({
      id,
      text,
      killedBy: [...(scenariosOf.get(id) ?? [])].map(([scenario, mutants]) => ({ scenario, mutants })),
    }));
}

function outdatedReasons(results: readonly MutantResult[]): readonly string[] {
  const killing = new Set(
    results
      .filter(({ firmware }) => firmware === 'model')
      .flatMap(({ kills }) => kills)
      .flatMap(({ scenario, failedChecks }) => failedChecks.map(({ name }) => `${scenario}: ${name}`)),
  );
  return checksWithReason().filter((check) => killing.has(check));
}

/** Returns the checks and invariants of the library that failed for no mutant. */
function idleChecks(results: readonly MutantResult[]): readonly NamedCheck[] {
  const failed = new Set<string>();
  for (const { kills } of results)
    for (const { scenario, failedChecks } of kills)
      for (const { kind, name } of failedChecks) failed.add(kind === 'check' ? `${scenario}: ${name}` : name);
  const checks = scenarioNames().flatMap((scenario) => {
    const names = scenariosNamed(scenario).flatMap(({ expect }) => expect.map(({ name }) => name));
    return [...new Set(names)].map((check): NamedCheck => {
      const reason = idleReasonOf(scenario, check);
      return { scenario, check, ...(reason === undefined ? {} : { reason }) };
    });
  });
  const invariants = shippedInvariants.map(
    ({ expectation }): NamedCheck => ({ check: expectation.name, reason: idleInvariantReason }),
  );
  return [...checks, ...invariants].filter(
    ({ scenario, check }) => !failed.has(scenario === undefined ? check : `${scenario}: ${check}`),
  );
}
