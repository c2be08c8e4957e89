/*
 * Dense time as whole numbers. Instant 2 t is the microsecond t itself, instant 2 t + 1 is the open stretch between t
 * and t + 1. Signals change at whole microseconds and windows are whole microseconds, so a formula is constant on each
 * instant.
 */

/** Returns the instant of a microsecond. */
export function pointAt(timeUs: number): number {
  return 2 * timeUs;
}

/** Returns the lower bound of an instant's stretch. */
export function startUsOf(instant: number): number {
  return Math.floor(instant / 2);
}

/** Returns the upper bound of an instant's stretch. */
export function endUsOf(instant: number): number {
  return Math.ceil(instant / 2);
}

export function isPoint(instant: number): boolean {
  return instant % 2 === 0;
}
