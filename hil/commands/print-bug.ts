import { HilError } from '../base/hil-error.ts';
import { log } from '../base/log.ts';

/** Logs what a report of our own bug needs, and returns the failure that reports and exit status show. */
export function printBug(error: unknown): HilError {
  log().fatal(
    error instanceof Error ? { err: error } : { thrown: String(error) },
    'This is a bug in rollerloop; the run proves nothing.',
  );
  const what = error instanceof Error ? error.message : String(error);
  return new HilError('BUG', 'bench', `This is a bug in rollerloop; the run proves nothing (${what}).`, {
    cause: error,
  });
}
