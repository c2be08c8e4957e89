import { US_PER_SECOND } from '../../base/time-units.ts';
import { delayedMl, earlyMl, type PressureCourse, tauS } from './pressure-course.ts';

/**
 * If a change of pressure delays less volume than this, the change needs no points of its own. A tenth of a motor step.
 */
const DELAYED_ML_MIN = 1.25e-5;
/** Points, in time constants, on the way to a new pressure. The lines of the outflow are drawn anew at each. */
const POINTS_TAU = [0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 7];

/** Points in time at which a changing outflow is drawn anew, while the pressure approaches its final value. */
export class CoursePoints {
  #beganUs = 0;
  #tauUs = 0;
  #doneCount = POINTS_TAU.length;

  /** True until the last point has passed. Until then the outflow changes. */
  get areLeft(): boolean {
    return this.#doneCount < POINTS_TAU.length;
  }

  /** Sets the points of a course that begins now. A fast course and a disconnected catheter need none. */
  begin(course: PressureCourse, nowUs: number, isDisconnected: boolean): void {
    const isSlow = Math.max(Math.abs(delayedMl(course)), Math.abs(earlyMl(course))) > DELAYED_ML_MIN;
    this.#beganUs = nowUs;
    this.#tauUs = isSlow ? tauS(course) * US_PER_SECOND : 0;
    this.#doneCount = isSlow && !isDisconnected ? 0 : POINTS_TAU.length;
  }

  /**
   * Returns the time of the first point after `nowUs`; Infinity after the last one. Points up to `nowUs` then have
   * passed.
   */
  nextUs(nowUs: number): number {
    for (; this.areLeft; this.#doneCount += 1) {
      const dueUs = this.#beganUs + Math.ceil((POINTS_TAU[this.#doneCount] as number) * this.#tauUs);
      if (dueUs > nowUs) return dueUs;
    }
    return Number.POSITIVE_INFINITY;
  }
}
