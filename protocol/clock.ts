/** Cancels an alarm. Does nothing after the alarm has fired. */
export type CancelAlarm = () => void;

/**
 * The only source of time for `protocol` and `firmware-sim`.
 * An advance fires each alarm at its own due time, and alarms of equal due time in the order in which they were set.
 */
export interface Clock {
  /** Whole microseconds since the start of the clock. */
  nowUs(): number;
  /** Calls `fn` when the clock reaches `dueUs`, a whole number. A time in the past fires at the next advance. */
  at(dueUs: number, fn: () => void): CancelAlarm;
}
