/** Shape of a timer's count: it counts up and wraps, or up and down between 0 and its top. */
export interface CountShape {
  readonly maxCount: number;
  readonly topCount: number;
  readonly upAndDown: boolean;
}

/** Count at one tick, from which all other counts are computed. A compare match acts one tick after its count. */
export interface CountAnchor {
  readonly tick: number;
  readonly count: number;
  /** Direction of an up-and-down count at this tick. */
  readonly isFalling: boolean;
  /** True for a count that the processor wrote. It has no compare match at the next tick (data sheet 16.7.2). */
  readonly isWritten: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Remainder in [0, period), exact for whole numbers. `%` beyond 2^31 would call the C library. */
function modulo(n: number, period: number): number {
  return n - period * Math.floor(n / period);
}

/** Returns the first n >= fromN that equals offset modulo period. */
function nextInPeriod(offset: number, period: number, fromN: number): number {
  return fromN + modulo(offset - fromN, period);
}

/** Returns the ticks until a counter above a lowered top wraps to 0. */
function ticksToZero(shape: CountShape, anchor: CountAnchor): number {
  return anchor.count > shape.topCount ? shape.maxCount + 1 - anchor.count : 0;
}

function phaseOf(shape: CountShape, anchor: CountAnchor): number {
  const count = Math.min(anchor.count, shape.topCount);
  return anchor.isFalling ? 2 * shape.topCount - count : count;
}

export function countAt(shape: CountShape, anchor: CountAnchor, tick: number): number {
  const n = tick - anchor.tick;
  const { topCount } = shape;
  if (shape.upAndDown) {
    if (topCount === 0) return 0;
    const phase = modulo(phaseOf(shape, anchor) + n, 2 * topCount);
    return phase <= topCount ? phase : 2 * topCount - phase;
  }
  const toZero = ticksToZero(shape, anchor);
  if (toZero === 0) return modulo(anchor.count + n, topCount + 1);
  return n < toZero ? anchor.count + n : modulo(n - toZero, topCount + 1);
}

export function isFallingAt(shape: CountShape, anchor: CountAnchor, tick: number): boolean {
  if (!shape.upAndDown || shape.topCount === 0) return false;
  return modulo(phaseOf(shape, anchor) + tick - anchor.tick, 2 * shape.topCount) >= shape.topCount;
}

/** Returns the first tick after `afterTick` at which a match with `value` acts; Infinity if none does. */
export function matchTick(shape: CountShape, anchor: CountAnchor, value: number, afterTick: number): number {
  // A match acts one tick after its count; a written count has none.
  const fromN = Math.max(afterTick - anchor.tick, anchor.isWritten ? 1 : 0);
  return anchor.tick + 1 + reachedN(shape, anchor, value, fromN);
}

function reachedN(shape: CountShape, anchor: CountAnchor, value: number, fromN: number): number {
  const { topCount } = shape;
  if (shape.upAndDown) {
    if (value > topCount || topCount === 0) return NEVER;
    const phase = phaseOf(shape, anchor);
    const period = 2 * topCount;
    return Math.min(nextInPeriod(value - phase, period, fromN), nextInPeriod(period - value - phase, period, fromN));
  }
  const toZero = ticksToZero(shape, anchor);
  if (toZero > 0 && value >= anchor.count && value - anchor.count >= fromN) return value - anchor.count;
  if (value > topCount) return NEVER;
  const offset = toZero > 0 ? toZero + value : value - anchor.count;
  return toZero > 0 && fromN <= offset ? offset : nextInPeriod(offset, topCount + 1, Math.max(fromN, toZero));
}

/** Returns the first tick after `afterTick` at which the counter wraps to 0 (up) or turns there (up-and-down). */
export function wrapTick(shape: CountShape, anchor: CountAnchor, afterTick: number): number {
  const fromN = afterTick + 1 - anchor.tick;
  if (shape.upAndDown) {
    return shape.topCount === 0
      ? NEVER
      : anchor.tick + nextInPeriod(-phaseOf(shape, anchor), 2 * shape.topCount, fromN);
  }
  const toZero = ticksToZero(shape, anchor);
  if (toZero > 0 && fromN <= toZero) return anchor.tick + toZero;
  return anchor.tick + nextInPeriod(toZero > 0 ? toZero : -anchor.count, shape.topCount + 1, fromN);
}

/** Returns the first tick after `afterTick` at which the counter turns at its top (up-and-down). */
export function topTick(shape: CountShape, anchor: CountAnchor, afterTick: number): number {
  const { topCount, upAndDown } = shape;
  if (!upAndDown || topCount === 0) return NEVER;
  const fromN = afterTick + 1 - anchor.tick;
  return anchor.tick + nextInPeriod(topCount - phaseOf(shape, anchor), 2 * topCount, fromN);
}
