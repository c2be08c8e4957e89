import { HilError } from '../base/hil-error.ts';
import { scenarioNamed, spelledOut } from '../scenario/library.ts';
import { outColour } from './colour.ts';
import { printError, printOut } from './print-line.ts';

const INVALID_STATUS = 2;

/** Reads scenarios without running them, and reports all problems of each. Returns the exit status. */
export function lint(names: readonly string[]): number {
  let status = 0;
  for (const name of spelledOut(names)) {
    try {
      const { timeline, expect } = scenarioNamed(name);
      printOut(`${outColour.green('ok')} ${name}: ${timeline.length} entries, ${expect.length} expectations`);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      status = INVALID_STATUS;
      printError(error.message);
    }
  }
  return status;
}
