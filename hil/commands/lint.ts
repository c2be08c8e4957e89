import { HilError } from '../base/hil-error.ts';
import { shippedRequirements } from '../requirements/requirement-file.ts';
import { strayIds } from '../requirements/stray-ids.ts';
import { type ExplainedCheck, explainedChecks } from '../scenario/expect/explained-check.ts';
import { openEndWarnings } from '../scenario/expect/open-end.ts';
import { scenarioNamed, spelledOut } from '../scenario/library.ts';
import { type Problem, problemText } from '../yaml/problem.ts';
import { outColour } from './colour.ts';
import { printError, printOut, printWarning } from './print-line.ts';

const INVALID_STATUS = 2;

/**
 * Checks scenarios without running them, and reports all problems of each. With `explain` it prints each check as written, as
 * a sentence and as a formula. Returns the exit status.
 */
export function lint(names: readonly string[], { explain = false }: { readonly explain?: boolean } = {}): number {
  let status = 0;
  const shipped = shippedRequirements();
  for (const name of spelledOut(names)) {
    try {
      const scenario = scenarioNamed(name);
      const { timeline, expect } = scenario;
      refuseStrays(strayIds(scenario, shipped));
      printOut(`${outColour.green('ok')} ${name}: ${timeline.length} entries, ${expect.length} expectations`);
      for (const warning of openEndWarnings(scenario)) printWarning(warning);
      if (explain) for (const check of explainedChecks(scenario)) printCheck(check);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      status = INVALID_STATUS;
      printError(error.message);
    }
  }
  return status;
}

function printCheck({ name, written, sentence, formula }: ExplainedCheck): void {
  printOut(`  ${outColour.bold(name)}`);
  const [first, ...others] = written;
  if (first !== undefined) printOut(`    written   ${first}`);
  for (const line of others) printOut(`              ${line}`);
  printOut(`    sentence  ${sentence}`);
  printOut(`    formula   ${formula}`);
}

/** Refuses ids that begin as those of the shipped requirements do and are none of them. */
function refuseStrays(strays: readonly Problem[]): void {
  if (strays.length === 0) return;
  throw new HilError('REQUIREMENT_UNKNOWN', 'usage', strays.map(problemText).join('\n'));
}
