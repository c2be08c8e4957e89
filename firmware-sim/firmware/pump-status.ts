import type { AlarmSettings, Drug, Mode } from '../therapy.ts';
import type { AlarmCause } from './alarm-cause.ts';
import type { LogEntry } from './event-log.ts';

/** What an interrogation shows: the pump's belief, never the truth. */
export interface PumpStatus {
  readonly productId: string;
  readonly calibrationUl: number;
  readonly pumpUs: number;
  readonly ageUs: number;
  readonly mode: Mode;
  readonly rateMlPerDay: number;
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
