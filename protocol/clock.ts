/** Takes an alarm back; harmless after it has fired. */
export type CancelAlarm = () => void;

/**
 * The only notion of time that this floor and the one above it know.
 * Whoever advances a clock fires each alarm at its own due time, equal due times in the order they were set.
 */
export interface Clock {
  /** Integer microseconds since the clock's start. */
  nowUs(): number;
  /** Calls `fn` when the clock reaches `dueUs` (integer; a time already past fires at the next advance). */
  at(dueUs: number, fn: () => void): CancelAlarm;
}
