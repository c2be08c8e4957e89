import { boreAreaMm2, boreMmOf, type CatheterShape } from './catheter-shape.ts';

const UM2_PER_MM2 = 1e6;
/** Half the width of a uniform distribution, in standard deviations. */
const HALF_WIDTH_SIGMAS = Math.sqrt(3);

/** Properties of a tube that spread a front. */
export interface Bore {
  readonly areaMm2: number;
  readonly radiusMm: number;
  readonly diffusionMm2PerS: number;
}

export function boreOf(shape: CatheterShape): Bore {
  return {
    areaMm2: boreAreaMm2(shape),
    radiusMm: boreMmOf(shape.ulPerCm) / 2,
    diffusionMm2PerS: shape.diffusionUm2PerS / UM2_PER_MM2,
  };
}

/** Returns the dispersion by Taylor and Aris: D (1 + Pe^2 / 48), Pe = a u / D; in mm2/s. */
export function dispersionMm2PerS({ radiusMm, areaMm2, diffusionMm2PerS }: Bore, mlPerS: number): number {
  const peclet = (radiusMm * mlPerS * 1000) / areaMm2 / diffusionMm2PerS;
  return diffusionMm2PerS * (1 + peclet ** 2 / 48);
}

/** Returns the time a^2 / D for which a flow has to last before the law of dispersion applies; in seconds. */
export function mixingTimeS({ radiusMm, diffusionMm2PerS }: Bore): number {
  return radiusMm ** 2 / diffusionMm2PerS;
}

/**
 * Returns the variance of a sharp front after a time at a steady flow, 2 D_eff t, in mm2. The layers of a Poiseuille
 * profile limit it. They spread by (u t)^2 / 3, which is less before a^2 / (8 D).
 */
export function spreadMm2(bore: Bore, mlPerS: number, seconds: number): number {
  const byDiffusion = 2 * bore.diffusionMm2PerS * seconds;
  return byDiffusion + flowSpreadMm2(bore, mlPerS, seconds);
}

/** Part of the variance that is due to the flow. */
export function flowSpreadMm2(bore: Bore, mlPerS: number, seconds: number): number {
  const apartMm = (mlPerS * seconds * 1000) / bore.areaMm2;
  const taylorMm2 = 2 * (dispersionMm2PerS(bore, mlPerS) - bore.diffusionMm2PerS) * seconds;
  return Math.min(taylorMm2, apartMm ** 2 / 3);
}

/**
 * Travelling change of concentration. It is spread evenly over a length, with the mass and the variance of the
 * theoretical bell. Its place is the volume that had entered the catheter when the change came, so a change of flow
 * does not move it.
 */
export interface DrugFront {
  readonly middleMl: number;
  readonly changeUgPerMl: number;
  readonly varianceMm2: number;
  /** Part of the variance from flows too short for Taylor dispersion to apply. */
  readonly hastyMm2: number;
  /** Fixed when the head of the front reaches the tip. Until then it grows. */
  readonly halfWidthMl: number | undefined;
  /** Mass of the length between two fronts that were joined. */
  readonly lumpUg: number;
  /** True if its arrival at the tip has been recorded. */
  readonly isTold: boolean;
}

/** Above this share of hasty variance the width of a front is unreliable. */
const HASTY_SHARE_MAX = 0.01;

/** Returns whether the law of dispersion applies to all but a negligible part of the front's way. */
export function isDecided({ hastyMm2, varianceMm2 }: DrugFront): boolean {
  return hastyMm2 <= HASTY_SHARE_MAX * varianceMm2;
}

export function halfWidthMlOf({ varianceMm2 }: Pick<DrugFront, 'varianceMm2'>, { areaMm2 }: Bore): number {
  return (HALF_WIDTH_SIGMAS * Math.sqrt(varianceMm2) * areaMm2) / 1000;
}

/** Returns the share of the change that applies at a place. */
export function risenShare(front: DrugFront, placeMl: number): number {
  const half = front.halfWidthMl;
  const beyondMl = placeMl - front.middleMl;
  if (half === undefined || half === 0) return beyondMl > 0 ? 1 : 0;
  return Math.min(1, Math.max(0, (beyondMl + half) / (2 * half)));
}

/** Returns the mass that the change has added up to a place: the integral of `risenShare`, exact beyond its end. */
export function addedUg(front: DrugFront, placeMl: number): number {
  return risenUg(front, placeMl) + (front.lumpUg === 0 ? 0 : front.lumpUg * risenShare(front, placeMl));
}

const sharp = { varianceMm2: 0, hastyMm2: 0, halfWidthMl: undefined, lumpUg: 0, isTold: false } as const;

/** Returns a change of concentration that is not yet spread. */
export function sharpFront(middleMl: number, changeUgPerMl: number): DrugFront {
  return { ...sharp, middleMl, changeUgPerMl };
}

/** Returns the part of a front beyond a place, with the same slope; undefined if nothing lies beyond. */
export function beyond(front: DrugFront, placeMl: number): DrugFront | undefined {
  const { middleMl, halfWidthMl: half = 0 } = front;
  if (middleMl - half >= placeMl) return front;
  const endMl = middleMl + half;
  if (endMl <= placeMl) return undefined;
  const share = (endMl - placeMl) / (2 * half);
  return cut(front, share, (endMl + placeMl) / 2, (endMl - placeMl) / 2);
}

/** Returns the part of a front before a place; undefined if nothing lies before. */
export function before(front: DrugFront, placeMl: number): DrugFront | undefined {
  const { middleMl, halfWidthMl: half = 0 } = front;
  if (middleMl + half <= placeMl) return front;
  const beginMl = middleMl - half;
  if (beginMl >= placeMl) return undefined;
  return cut(front, (placeMl - beginMl) / (2 * half), (beginMl + placeMl) / 2, (placeMl - beginMl) / 2);
}

function cut(front: DrugFront, share: number, middleMl: number, halfWidthMl: number): DrugFront {
  const { changeUgPerMl, lumpUg } = front;
  return { ...front, middleMl, halfWidthMl, changeUgPerMl: changeUgPerMl * share, lumpUg: lumpUg * share };
}

function risenUg(front: DrugFront, placeMl: number): number {
  const half = front.halfWidthMl;
  const beyondMl = placeMl - front.middleMl;
  if (half === undefined || half === 0 || beyondMl >= half) return front.changeUgPerMl * Math.max(0, beyondMl);
  if (beyondMl <= -half) return 0;
  return (front.changeUgPerMl * (beyondMl + half) ** 2) / (4 * half);
}

/**
 * Returns the seconds until the head of a growing front reaches a place `aheadMl` from its middle, at a steady flow:
 * the smaller root of x - u t = sqrt(3 (s + 2 D t)). Infinity if nothing moves it.
 */
export function secondsToHead(front: DrugFront, bore: Bore, aheadMl: number, mlPerS: number): number {
  const x = (aheadMl * 1000) / bore.areaMm2;
  const u = (mlPerS * 1000) / bore.areaMm2;
  const c = x ** 2 - HALF_WIDTH_SIGMAS ** 2 * front.varianceMm2;
  if (x <= 0 || c <= 0) return 0;
  const b = 2 * x * u + 2 * HALF_WIDTH_SIGMAS ** 2 * dispersionMm2PerS(bore, mlPerS);
  return (2 * c) / (b + Math.sqrt(Math.max(0, b ** 2 - 4 * u ** 2 * c)));
}

/** Number of points at which the line of a passing front is drawn anew. */
const KNOTS = 8;

/** Returns the volume from a place `aheadMl` before the middle of a front to the next of its points. */
export function toNextKnotMl(aheadMl: number, halfWidthMl: number, pulseMl: number): number {
  if (aheadMl > halfWidthMl + pulseMl) return aheadMl - halfWidthMl;
  if (halfWidthMl === 0) return Number.POSITIVE_INFINITY;
  const knotMl = (2 * halfWidthMl) / KNOTS;
  const doneKnots = (halfWidthMl - aheadMl) / knotMl;
  const nextKnots = Math.floor(doneKnots + pulseMl / knotMl) + 1;
  return nextKnots > KNOTS ? Number.POSITIVE_INFINITY : (nextKnots - doneKnots) * knotMl;
}

/**
 * Joins the two nearest neighbours at the place of the later one, so that no drug arrives too early. The mass between
 * them becomes a lump. The first of the two must still be inside, because a passing front has delivered part of its
 * change.
 */
export function withNearestJoined(fronts: readonly DrugFront[], tipMl: number): DrugFront[] {
  let at = 0;
  let nearestMl = Number.POSITIVE_INFINITY;
  for (const [i, front] of fronts.entries()) {
    const gapMl = (fronts[i + 1]?.middleMl ?? Number.POSITIVE_INFINITY) - front.middleMl;
    const isInside = front.middleMl - (front.halfWidthMl ?? 0) >= tipMl;
    if (isInside && gapMl < nearestMl) [at, nearestMl] = [i, gapMl];
  }
  const [first, second] = fronts.slice(at, at + 2);
  if (first === undefined || second === undefined || nearestMl === Number.POSITIVE_INFINITY) return [...fronts];
  const joined = {
    ...second,
    changeUgPerMl: first.changeUgPerMl + second.changeUgPerMl,
    varianceMm2: Math.max(first.varianceMm2, second.varianceMm2),
    lumpUg: first.lumpUg + second.lumpUg + first.changeUgPerMl * nearestMl,
  };
  return [...fronts.slice(0, at), joined, ...fronts.slice(at + 2)];
}
