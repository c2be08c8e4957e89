/** Cancels an alarm; does nothing after it has fired. */
export type CancelAlarm = () => void;

/**
 * The only source of time for `protocol` and `firmware-sim`.
 * An advance fires each alarm at its own due time, and alarms of equal due time in the order in which they were set.
 */
export interface Clock {
  /** Integer microseconds since the clock's start. */
  nowUs(): number;
  /** Calls `fn` when the clock reaches `dueUs` (integer; a time already past fires at the next advance). */
  at(dueUs: number, fn: () => void): CancelAlarm;
}
