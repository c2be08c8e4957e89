import { US_PER_SECOND } from '../../base/time-units.ts';
import type { Declarations } from '../../trace/signal.ts';
import type { Trace } from '../../trace/trace.ts';
import { SLACK_KPA } from '../rounding.ts';
import { finalKpa, type PressureCourse, tauS } from './pressure-course.ts';

/** Smallest change that is written. Changes of rate often move the pressure of an open catheter by a few pascals. */
const KPA_WRITTEN_MIN = 0.01;

/** Signal of the pressure in a catheter. */
export const pressureSignals = {
  'true.catheterKpa': {
    kind: 'curve',
    unit: 'kPa',
    error: KPA_WRITTEN_MIN,
    restError: KPA_WRITTEN_MIN,
    perMl: 'pressure of 1 mL',
    doc: 'Pressure at the outlet of the pump, from the mean course of the delivery.',
  },
} as const satisfies Declarations;

/** Writes the pressure of a catheter into the trace: a changing one as a curve, a constant one once. */
export class PressureRecord {
  readonly #trace: Trace;
  /** Last pressure that was written as constant. */
  #standingKpa: number | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  course(course: PressureCourse): void {
    const { kpa, inMlPerS, mlPerKpa } = course;
    const end = finalKpa(course);
    if (this.#isWritten(kpa) && this.#isWritten(end)) return;
    if (end === kpa || Math.abs(end - kpa) < SLACK_KPA) {
      this.steady(kpa);
      return;
    }
    this.#standingKpa = undefined;
    if (tauS(course) === Number.POSITIVE_INFINITY) this.#trace.line('true.catheterKpa', kpa, inMlPerS / mlPerKpa);
    else this.#trace.exponential('true.catheterKpa', kpa, end, tauS(course) * US_PER_SECOND);
  }

  steady(kpa: number): void {
    if (this.#standingKpa === kpa) return;
    this.#standingKpa = kpa;
    this.#trace.line('true.catheterKpa', kpa, 0);
  }

  #isWritten(kpa: number): boolean {
    return this.#standingKpa !== undefined && Math.abs(kpa - this.#standingKpa) < KPA_WRITTEN_MIN;
  }
}
