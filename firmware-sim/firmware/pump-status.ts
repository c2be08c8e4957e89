import type { AlarmCause } from '../base/alarm-cause.ts';
import type { AlarmSettings, Drug, Mode, PatientBolus, Program } from '../base/therapy.ts';
import type { LogEntry } from './event-log.ts';

export interface PatientBolusStatus {
  readonly setting: PatientBolus;
  /** Number of boluses granted in the last 24 h. */
  readonly usedCount: number;
  readonly nextAllowedUs: number;
}

/** Result of an interrogation: the pump's belief, never the truth. */
export interface PumpStatus {
  readonly productId: string;
  readonly calibrationUl: number;
  readonly pumpUs: number;
  readonly ageUs: number;
  readonly mode: Mode;
  /** Rate of the mode, whatever interrupts it: in flex the current step, in periodic bolus the base rate. */
  readonly rateMlPerDay: number;
  /** Mean rate over a whole cycle of the mode. */
  readonly meanMlPerDay: number;
  /** Stored program, including flex and periodic bolus. */
  readonly program: Program;
  readonly patientBolus: PatientBolusStatus | undefined;
  /** Minutes since Monday 00:00 by the pump's own clock. */
  readonly weekMinutes: number;
  /** Pump's clock, counted from the Monday 00:00 at or before the start of the run: the time of the log's stamps. */
  readonly calendarUs: number;
  /**
   * Days until the calculated level reaches the low reservoir level. With a patient bolus: days until it reaches the level of the
   * next refill with all allotted boluses used, as calculated when the last bolus began. Infinity if nothing is used.
   */
  readonly refillDays: number;
  /** State of the motor commands: `delivering`, `bolus`, `stopped`, `suspended` (telemetry mode latched) or `ended`. */
  readonly doing: string;
  readonly calculatedReservoirMl: number;
  readonly programmedMl: number;
  /** The three programmed drugs; `none` for an empty slot. */
  readonly drugs: readonly Drug[];
  readonly catheterMl: number;
  readonly alarmSettings: AlarmSettings;
  readonly eriReached: boolean;
  readonly alarms: readonly AlarmCause[];
  readonly log: readonly LogEntry[];
}
