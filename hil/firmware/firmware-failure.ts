import { HilError } from '../base/hil-error.ts';

/** Most calls of a firmware at one instant. A session that reads the whole log byte by byte needs a tenth (assumed). */
export const CALLS_PER_INSTANT_MAX = 100_000;
/** Number of calls that a message shows. */
export const CALLS_SHOWN = 8;

/** Returns the failure of a firmware that broke a rule of its surroundings. `said` is what it did, as a predicate. */
export function firmwareFailure(code: string, firmware: string, said: string, hint?: string): HilError {
  return new HilError(code, 'firmware', `The firmware "${firmware}" ${said}.`, { hint });
}

/** Returns the failure of a firmware that does not sleep at one instant. `calls` are its last calls, the oldest first. */
export function neverSleeps(firmware: string, atUs: number, calls: readonly string[]): HilError {
  const last = calls.slice(-CALLS_SHOWN).join(', ');
  const said = `made more than ${CALLS_PER_INSTANT_MAX} calls at ${atUs} us without sleeping; its last calls: ${last}`;
  return firmwareFailure('FIRMWARE_NEVER_SLEEPS', firmware, said, 'Sleep until the next time at which it has work.');
}
