import { exp, ln } from '../../base/exact-math.ts';

/** Course between two events: the tube is one compliance between an inflow and two ways out at one pressure. */
export interface PressureCourse {
  /** Pressure at the start of the course. */
  readonly kpa: number;
  readonly inMlPerS: number;
  readonly mlPerKpa: number;
  /** Pressure at the far ends of both ways. */
  readonly sinkKpa: number;
  /** Conductance of both ways together, in mL/(s kPa). 0: both are shut. */
  readonly outMlPerSKpa: number;
  /**
   * Decrease of the inflow per kPa above `sinkKpa`, in mL/(s kPa), for a source with a conductance of its own. Default
   * 0: a stiff source.
   */
  readonly sourceMlPerSKpa?: number;
}

const HALVINGS = 60;
/** Number of time constants after which a change is below the resolution of a double. */
const SETTLED_TAUS = 40;

/** Returns the conductance that settles the pressure: that of the ways out and of the source. */
function settlingMlPerSKpa({ outMlPerSKpa, sourceMlPerSKpa = 0 }: PressureCourse): number {
  return outMlPerSKpa + sourceMlPerSKpa;
}

/** Returns the final pressure; Infinity if both ways are shut and there is an inflow. */
export function finalKpa(course: PressureCourse): number {
  const { kpa, inMlPerS, sinkKpa } = course;
  const settling = settlingMlPerSKpa(course);
  if (settling > 0) return sinkKpa + inMlPerS / settling;
  return inMlPerS === 0 ? kpa : Number.POSITIVE_INFINITY;
}

/** Returns the time constant with which the pressure approaches its final value; Infinity if it changes linearly. */
export function tauS(course: PressureCourse): number {
  return course.mlPerKpa / settlingMlPerSKpa(course);
}

/**
 * Returns the pressure after a time: P(t) = P_inf + (P_0 - P_inf) exp(-t/tau), or a straight line if both ways are
 * shut.
 */
export function kpaAfter(course: PressureCourse, seconds: number): number {
  if (settlingMlPerSKpa(course) === 0) return course.kpa + (course.inMlPerS * seconds) / course.mlPerKpa;
  const end = finalKpa(course);
  return end + (course.kpa - end) * exp(-seconds / tauS(course));
}

/** Returns the outflow by both ways after the pressure has settled. */
export function finalOutMlPerS(course: PressureCourse): number {
  const { inMlPerS, outMlPerSKpa, sourceMlPerSKpa = 0 } = course;
  if (outMlPerSKpa === 0) return 0;
  return sourceMlPerSKpa === 0 ? inMlPerS : outMlPerSKpa * (finalKpa(course) - course.sinkKpa);
}

/** Returns the volume that has left by both ways: the inflow, less the change of elastic storage. */
export function outMlAfter(course: PressureCourse, seconds: number): number {
  if (course.outMlPerSKpa === 0) return 0;
  const stored = course.mlPerKpa * (kpaAfter(course, seconds) - course.kpa);
  return finalOutMlPerS(course) * seconds - stored * outShare(course);
}

/** Returns the volume by which the outflow lags its final course after it has settled. */
export function delayedMl(course: PressureCourse): number {
  if (course.outMlPerSKpa === 0) return 0;
  return course.mlPerKpa * (finalKpa(course) - course.kpa) * outShare(course);
}

/** Returns the volume by which the inflow leads its final course after it has settled; 0 for a stiff source. */
export function earlyMl(course: PressureCourse): number {
  const { sourceMlPerSKpa = 0 } = course;
  if (sourceMlPerSKpa === 0) return 0;
  return (course.mlPerKpa * (finalKpa(course) - course.kpa) * sourceMlPerSKpa) / settlingMlPerSKpa(course);
}

/** Returns the share of a change of pressure that the ways out take. The source takes the rest. */
function outShare({ outMlPerSKpa, sourceMlPerSKpa = 0 }: PressureCourse): number {
  return sourceMlPerSKpa === 0 ? 1 : outMlPerSKpa / (outMlPerSKpa + sourceMlPerSKpa);
}

/** Returns the seconds to a pressure, t = tau ln((P_inf - P_0) / (P_inf - P)); Infinity if it is never reached. */
export function secondsToKpa(course: PressureCourse, kpa: number): number {
  if (course.kpa === kpa) return 0;
  const end = finalKpa(course);
  if (settlingMlPerSKpa(course) === 0) {
    const seconds = ((kpa - course.kpa) * course.mlPerKpa) / course.inMlPerS;
    return seconds > 0 ? seconds : Number.POSITIVE_INFINITY;
  }
  const ratio = (end - course.kpa) / (end - kpa);
  return ratio > 1 && Number.isFinite(ratio) ? tauS(course) * ln(ratio) : Number.POSITIVE_INFINITY;
}

/**
 * Returns the seconds until a volume has left; Infinity if it never does. Uses bisection, because the outflow never
 * reverses.
 */
export function secondsToOutMl(course: PressureCourse, volumeMl: number): number {
  if (volumeMl <= 0) return 0;
  if (course.outMlPerSKpa === 0) return Number.POSITIVE_INFINITY;
  const delayed = delayedMl(course);
  const finalMlPerS = finalOutMlPerS(course);
  if (finalMlPerS === 0 && volumeMl >= -delayed) return Number.POSITIVE_INFINITY;
  const settledS = SETTLED_TAUS * tauS(course);
  const steadyS = finalMlPerS === 0 ? 0 : (volumeMl + delayed) / finalMlPerS;
  if (steadyS > settledS) return steadyS;
  let low = 0;
  let high = Math.max(settledS, steadyS);
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (outMlAfter(course, middle) >= volumeMl) high = middle;
    else low = middle;
  }
  return high;
}
