import type { AlarmCause } from '../base/alarm-cause.ts';
import type { AlarmSettings, Drug, Mode, PatientBolus, Program } from '../base/therapy.ts';
import type { LogEntry } from './event-log.ts';

export interface PatientBolusStatus {
  readonly setting: PatientBolus;
  /** Number of boluses granted in the last 24 h. */
  readonly usedCount: number;
  readonly nextAllowedUs: number;
}

/** Result of an interrogation: the beliefs of the pump, never the truth. */
export interface PumpStatus {
  readonly productId: string;
  readonly calibrationUl: number;
  readonly pumpUs: number;
  readonly ageUs: number;
  readonly mode: Mode;
  /** Rate of the mode, even during an interruption: in flex the current step, in periodic bolus the base rate. */
  readonly rateMlPerDay: number;
  /** Mean rate over a whole cycle of the mode. */
  readonly meanMlPerDay: number;
  /** Stored program, with flex and periodic bolus. */
  readonly program: Program;
  readonly patientBolus: PatientBolusStatus | undefined;
  /** Minutes since Monday 00:00 by the pump's own clock. */
  readonly weekMinutes: number;
  /**
   * Reading of the pump's clock, counted from the Monday 00:00 at or before the start of the run. Stamps of the log use
   * it.
   */
  readonly calendarUs: number;
  /**
   * Days until the calculated level reaches the low reservoir level. With a patient bolus, the days until it reaches
   * the level of the next refill if all allotted boluses are used. They are calculated when a bolus begins. Infinity if
   * nothing is used.
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
