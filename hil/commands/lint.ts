import { counted } from '../base/counted.ts';
import { HilError } from '../base/hil-error.ts';
import { invariantsIfAny } from '../invariants/invariant-files.ts';
import { shippedRequirements } from '../requirements/requirement-file.ts';
import { strayIds } from '../requirements/stray-ids.ts';
import { type ExplainedCheck, explainedChecks, explainedPattern } from '../scenario/expect/explained-check.ts';
import { lateBeginWarnings } from '../scenario/expect/late-begin.ts';
import { openEndWarnings } from '../scenario/expect/open-end.ts';
import { refuseUnknownParameters, scenariosNamed, spelledOut } from '../scenario/library.ts';
import type { SetValues } from '../scenario/parameters/combinations.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Problem, problemText } from '../yaml/problem.ts';
import { outColour } from './colour.ts';
import { printError, printOut, printWarning } from './print-line.ts';

const INVALID_STATUS = 2;

export interface LintOptions {
  readonly explain?: boolean;
  /** Values of parameters, by parameter name. */
  readonly set?: SetValues;
}

/**
 * Checks scenarios without running them, and reports all problems of each. With `explain` it prints each check as
 * written, as a sentence and as a formula. For a scenario with parameters it prints the checks of the first
 * combination. Returns the exit status.
 */
export function lint(names: readonly string[], { explain = false, set = new Map() }: LintOptions = {}): number {
  let status = 0;
  const read: Scenario[] = [];
  const shipped = shippedRequirements();
  for (const name of spelledOut(names)) {
    try {
      if (lintInvariants(name, explain)) continue;
      const scenarios = scenariosNamed(name, set);
      read.push(...scenarios);
      const [scenario] = scenarios as [Scenario, ...Scenario[]];
      refuseStrays(strayIds(scenario, shipped));
      printOut(`${outColour.green('ok')} ${name}: ${sizeText(scenario, scenarios.length)}`);
      for (const warning of [...openEndWarnings(scenario), ...lateBeginWarnings(scenario)]) printWarning(warning);
      if (explain) printChecks(scenario);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      status = INVALID_STATUS;
      printError(error.message);
    }
  }
  if (status === 0) refuseUnknownParameters(read, [...set.keys()]);
  return status;
}

/** Checks a file of invariants. Returns false if the file holds a scenario. */
function lintInvariants(name: string, explain: boolean): boolean {
  const invariants = invariantsIfAny(name);
  if (invariants === undefined) return false;
  printOut(`${outColour.green('ok')} ${name}: ${invariants.length} invariants`);
  if (explain) for (const { expectation } of invariants) printCheck(explainedPattern(expectation));
  return true;
}

function printChecks(scenario: Scenario): void {
  for (const check of explainedChecks(scenario)) printCheck(check);
}

function printCheck({ name, written, sentence, formula, inTime }: ExplainedCheck): void {
  printOut(`  ${outColour.bold(name)}`);
  const [first, ...others] = written;
  if (first !== undefined) printOut(`    written   ${first}`);
  for (const line of others) printOut(`              ${line}`);
  printOut(`    sentence  ${sentence}`);
  printOut(`    formula   ${formula}`);
  printOut(`    in time   ${inTime}`);
}

function sizeText({ timeline, expect }: Scenario, runCount: number): string {
  const size = `${counted(timeline.length, 'entry', 'entries')}, ${counted(expect.length, 'expectation')}`;
  return runCount === 1 ? size : `${size}, ${runCount} combinations of parameters, all of them read`;
}

/** Refuses requirement ids that have the prefix of a shipped set but do not occur in it. */
function refuseStrays(strays: readonly Problem[]): void {
  if (strays.length === 0) return;
  throw new HilError('REQUIREMENT_UNKNOWN', 'usage', strays.map(problemText).join('\n'));
}
