import type { LinkResult } from '../../../protocol/host/link.ts';
import type { FirmwareVerb } from '../firmware-verbs.ts';
import type { Capabilities } from './capabilities.ts';
import type { SessionArgs, SessionResult } from './firmware-session.ts';

type ProbedVerb = Exclude<
  FirmwareVerb,
  | 'IDENT'
  | 'ABLE'
  | 'INTERROGATE'
  | 'PROGBEGIN'
  | 'PROGCOMMIT'
  | 'PROGCANCEL'
  | 'BOLUS'
  | 'ASK'
  | 'PRIME'
  | 'STUDY'
  | 'STOP'
  | 'MINRATE'
  | 'SETCLOCK'
  | 'REFILL'
  | 'ALTEST'
>;

const bolus = { volumeMl: 0.05, durationSeconds: 600 };

/**
 * Arguments by which a verb is tried. The verbs read, or write into a draft that is dropped afterwards. Verbs that act on the
 * pump are not tried.
 */
const probes: { readonly [V in ProbedVerb]: SessionArgs<V> } = {
  THERAPY: { of: 'pump' },
  RESERVOIR: { of: 'pump' },
  DRUG: { drugSlot: 1, of: 'pump' },
  CLOCK: { of: 'pump' },
  FLEX: { page: 0, of: 'pump' },
  PERIOD: { of: 'pump' },
  PATIENT: { of: 'pump' },
  PATIENTNOW: {},
  ALARMS: { of: 'pump' },
  LOG: { page: 0 },
  LIMITS: { field: 'rate' },
  PROGMODE: { mode: 'stopped' },
  PROGRATE: { rateMlPerDay: 1 },
  PROGLOW: { lowReservoirMl: 2 },
  PROGCRIT: { criticalEverySeconds: 600 },
  PROGNON: { nonCriticalEverySeconds: 3600 },
  PROGVOL: { volumeMl: 10 },
  PROGCATH: { catheterMl: 0.2 },
  PROGDRUG: { drugSlot: 1, drug: 'none', concentrationUgPerMl: 0 },
  PROGFLEX: { day: 'all', fromMinutes: 0, rateMlPerDay: 1 },
  PROGPER: { ...bolus, everyMinutes: 60 },
  PROGPAT: { ...bolus, lockoutMinutes: 60, allottedCount: 4 },
  PROGBRIDGE: { drugSlot: 1, dailyDoseUg: 100 },
  BRIDGE: {},
  PROGREAD: {},
};

/** Sends a request and returns its result, by the clock of the pre-roll. */
export type Ask = <V extends FirmwareVerb>(verb: V, args: SessionArgs<V>) => SessionResult<V>;

/**
 * Tries the verbs that a firmware is said to have and that change nothing, and takes note of those that it does not know. It
 * leaves no draft.
 */
export function probeVerbs(capabilities: Capabilities, ask: Ask): void {
  if (isUnknown(ask('PROGBEGIN', {}))) capabilities.deny('PROGBEGIN');
  for (const verb of Object.keys(probes) as ProbedVerb[])
    if (capabilities.has(verb) && isUnknown(ask(verb, probes[verb] as never))) capabilities.deny(verb);
  if (capabilities.has('PROGCANCEL') && isUnknown(ask('PROGCANCEL', {}))) capabilities.deny('PROGCANCEL');
}

/** Returns whether the firmware answered that it lacks the verb. */
export function isUnknown(result: LinkResult<unknown, unknown>): boolean {
  return !result.ok && result.why === 'refused' && (result.error === 'VERB' || result.error === 'UNSUPPORTED');
}
