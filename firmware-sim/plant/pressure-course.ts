import { exp, ln } from '../exact-math.ts';

/** A tube as one compliance between an inflow and two ways out at one pressure; what holds between two events. */
export interface PressureCourse {
  /** At the beginning. */
  readonly kpa: number;
  readonly inMlPerS: number;
  readonly mlPerKpa: number;
  /** At the far ends of both ways. */
  readonly sinkKpa: number;
  /** Of both ways together, mL/(s kPa); 0: all is shut. */
  readonly outMlPerSKpa: number;
}

const HALVINGS = 60;
/** After so many time constants nothing is left of a change that a double could hold. */
const SETTLED_TAUS = 40;

/** Where the pressure ends if nothing happens; Infinity where all is shut and something comes in. */
export function finalKpa({ kpa, inMlPerS, sinkKpa, outMlPerSKpa }: PressureCourse): number {
  if (outMlPerSKpa > 0) return sinkKpa + inMlPerS / outMlPerSKpa;
  return inMlPerS === 0 ? kpa : Number.POSITIVE_INFINITY;
}

export function tauS({ mlPerKpa, outMlPerSKpa }: PressureCourse): number {
  return mlPerKpa / outMlPerSKpa;
}

/** P(t) = P_inf + (P_0 - P_inf) exp(-t/tau); all shut, a straight line. */
export function kpaAfter(course: PressureCourse, seconds: number): number {
  if (course.outMlPerSKpa === 0) return course.kpa + (course.inMlPerS * seconds) / course.mlPerKpa;
  const end = finalKpa(course);
  return end + (course.kpa - end) * exp(-seconds / tauS(course));
}

/** Volume that has left by both ways: what came in, less what the pressure stored. */
export function outMlAfter(course: PressureCourse, seconds: number): number {
  if (course.outMlPerSKpa === 0) return 0;
  return course.inMlPerS * seconds - course.mlPerKpa * (kpaAfter(course, seconds) - course.kpa);
}

/** Volume by which the outflow falls behind its final course, once settled. */
export function delayedMl(course: PressureCourse): number {
  return course.outMlPerSKpa === 0 ? 0 : course.mlPerKpa * (finalKpa(course) - course.kpa);
}

/** Seconds to a pressure, t = tau ln((P_inf - P_0) / (P_inf - P)); Infinity where it never comes there. */
export function secondsToKpa(course: PressureCourse, kpa: number): number {
  if (course.kpa === kpa) return 0;
  const end = finalKpa(course);
  if (course.outMlPerSKpa === 0) {
    const seconds = ((kpa - course.kpa) * course.mlPerKpa) / course.inMlPerS;
    return seconds > 0 ? seconds : Number.POSITIVE_INFINITY;
  }
  const ratio = (end - course.kpa) / (end - kpa);
  return ratio > 1 && Number.isFinite(ratio) ? tauS(course) * ln(ratio) : Number.POSITIVE_INFINITY;
}

/** Seconds until a volume has left; bisected, for the outflow never turns back. Infinity where it never does. */
export function secondsToOutMl(course: PressureCourse, volumeMl: number): number {
  if (volumeMl <= 0) return 0;
  if (course.outMlPerSKpa === 0) return Number.POSITIVE_INFINITY;
  const delayed = delayedMl(course);
  if (course.inMlPerS === 0 && volumeMl >= -delayed) return Number.POSITIVE_INFINITY;
  const settledS = SETTLED_TAUS * tauS(course);
  const steadyS = course.inMlPerS === 0 ? 0 : (volumeMl + delayed) / course.inMlPerS;
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
