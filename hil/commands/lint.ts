import { HilError } from '../base/hil-error.ts';
import { shippedRequirements } from '../requirements/requirement-file.ts';
import { strayIds } from '../requirements/stray-ids.ts';
import { scenarioNamed, spelledOut } from '../scenario/library.ts';
import { type Problem, problemText } from '../yaml/problem.ts';
import { outColour } from './colour.ts';
import { printError, printOut } from './print-line.ts';

const INVALID_STATUS = 2;

/** Checks scenarios without running them, and reports all problems of each. Returns the exit status. */
export function lint(names: readonly string[]): number {
  let status = 0;
  const shipped = shippedRequirements();
  for (const name of spelledOut(names)) {
    try {
      const scenario = scenarioNamed(name);
      const { timeline, expect } = scenario;
      refuseStrays(strayIds(scenario, shipped));
      printOut(`${outColour.green('ok')} ${name}: ${timeline.length} entries, ${expect.length} expectations`);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      status = INVALID_STATUS;
      printError(error.message);
    }
  }
  return status;
}

/** Refuses ids that begin as those of the shipped requirements do and are none of them. */
function refuseStrays(strays: readonly Problem[]): void {
  if (strays.length === 0) return;
  throw new HilError('REQUIREMENT_UNKNOWN', 'usage', strays.map(problemText).join('\n'));
}
