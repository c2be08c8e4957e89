import { HilError } from '../base/hil-error.ts';
import { log } from '../base/log.ts';

/** Prints the details that a bug report needs. Returns the failure for reports and exit status. */
export function printBug(error: unknown): HilError {
  log().fatal(
    error instanceof Error ? { err: error } : { thrown: String(error) },
    'This is a bug in rollerloop. The run proves nothing.',
  );
  const what = error instanceof Error ? error.message : String(error);
  return new HilError('BUG', 'bench', `This is a bug in rollerloop (${what}). The run proves nothing.`, {
    cause: error,
  });
}
