import type { AlarmCause } from '../base/alarm-cause.ts';
import type { AlarmSettings, Drug, Mode, PatientBolus, Program } from '../base/therapy.ts';
import type { LogEntry } from './event-log.ts';

export interface PatientBolusStatus {
  readonly setting: PatientBolus;
  /** Granted in the last 24 h. */
  readonly usedCount: number;
  readonly nextAllowedUs: number;
}

/** What an interrogation shows: the pump's belief, never the truth. */
export interface PumpStatus {
  readonly productId: string;
  readonly calibrationUl: number;
  readonly pumpUs: number;
  readonly ageUs: number;
  readonly mode: Mode;
  /** Of the mode, whatever interrupts it: in flex of the step under way, between two periodic boluses. */
  readonly rateMlPerDay: number;
  /** Over a whole cycle of the mode. */
  readonly meanMlPerDay: number;
  /** Flex, periodic bolus, as they are stored. */
  readonly program: Program;
  readonly patientBolus: PatientBolusStatus | undefined;
  /** Minutes since Monday 00:00 by the pump's own clock. */
  readonly weekMinutes: number;
  /** What its clock shows, since the Monday 00:00 at or before the start of the run: the time of the log's stamps. */
  readonly calendarUs: number;
  /**
   * Until the reckoned level reaches low reservoir; with a patient bolus, until it reaches that of the next refill, all
   * allotted boluses used, as it was reckoned when the last one began. Infinity where nothing is used.
   */
  readonly refillDays: number;
  /** What the motor is being asked to do: `delivering`, `bolus`, `stopped`, `suspended` (telemetry mode latched) or `ended`. */
  readonly doing: string;
  readonly calculatedReservoirMl: number;
  readonly programmedMl: number;
  /** The three drugs that were programmed, `none` where there is none. */
  readonly drugs: readonly Drug[];
  readonly catheterMl: number;
  readonly alarmSettings: AlarmSettings;
  readonly eriReached: boolean;
  readonly alarms: readonly AlarmCause[];
  readonly log: readonly LogEntry[];
}
