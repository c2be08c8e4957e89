import { type AlarmCause, alarmCauses } from '../base/alarm-cause.ts';
import type { LogEntryKind } from '../base/log-entry.ts';

/** Alarms and log entries of a pump. An alarm or entry that is not listed here is neither raised nor logged. */
export interface Complaints {
  readonly alarms: readonly AlarmCause[];
  /** `unknown`: no text tells how the alarms sound. An alarm then stands and shows, but makes no sound. */
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
 * Alarms of SynchroMed EL. After a scan a changed status shows "pump memory error" with a two-tone alarm (EL manual).
 * The low battery alarm replaces an indicator (Medtronic, getting a replacement). The reservoir alarms are those of
 * SynchroMed II. No log is known.
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

/**
 * Alarms of pumps that show the next refill date, and therefore calculate the level. No text gives other alarms or
 * their tones.
 */
export const reservoirComplaints: Complaints = {
  alarms: ['empty reservoir', 'low reservoir'],
  tones: 'unknown',
  log: [],
};
