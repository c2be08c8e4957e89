import { type AlarmCause, alarmCauses } from '../base/alarm-cause.ts';
import type { LogEntryKind } from '../base/log-entry.ts';

/** What a pump calls out, and what it writes into its log; what is not named here passes unsaid. */
export interface Complaints {
  readonly alarms: readonly AlarmCause[];
  /** `unknown`: an alarm stands and is shown, but nothing is known of how it sounds, and it does not. */
  readonly tones: 'two classes' | 'unknown';
  readonly log: readonly LogEntryKind[];
}

export const logKinds = [
  ...alarmCauses,
  'motor stall recovery',
  'telemetry mode',
  'telemetry mode ended',
] as const satisfies readonly LogEntryKind[];

const alarmsOfII = alarmCauses.filter((cause) => cause !== 'low battery');

export const complaintsOfII: Complaints = {
  alarms: alarmsOfII,
  tones: 'two classes',
  log: logKinds.filter((kind) => kind !== 'low battery'),
};

/**
 * After a scan a changed status shows "pump memory error" with a two-tone alarm (manual of an EL); the low-battery alarm stands in
 * place of an indicator (Medtronic, getting a replacement); the reservoir alarms are taken from SynchroMed II. No log is known.
 */
export const complaintsOfEL: Complaints = {
  alarms: [
    'empty reservoir',
    'critical memory error',
    'low battery reset',
    'low reservoir',
    'non-critical memory error',
    'low battery',
  ],
  tones: 'two classes',
  log: [],
};

/** The date of the next refill is reckoned, so the level is; what else these pumps call out, and how it sounds, was not found. */
export const reservoirComplaints: Complaints = {
  alarms: ['empty reservoir', 'low reservoir'],
  tones: 'unknown',
  log: [],
};
