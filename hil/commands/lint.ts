import { HilError } from '../base/hil-error.ts';
import { scenarioNamed, spelledOut } from '../scenario/library.ts';

import { outColour } from './colour.ts';

const INVALID_STATUS = 2;

/** Reads scenarios without running them, and tells everything that is wrong with each. */
export function lint(names: readonly string[]): number {
  let status = 0;
  for (const name of spelledOut(names)) {
    try {
      const { timeline, expect } = scenarioNamed(name);
      process.stdout.write(
        `${outColour.green('ok')} ${name}: ${timeline.length} entries, ${expect.length} expectations\n`,
      );
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      status = INVALID_STATUS;
      process.stderr.write(`${outColour.red('error')} ${error.message}\n`);
    }
  }
  return status;
}
