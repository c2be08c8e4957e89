/**
 * The only door to functions whose last bit differs between JavaScript engines: these come from one library in plain
 * arithmetic, so a run has the same fingerprint in Node and in a browser. A test holds a golden hash over them.
 */
import stdlibAsin from '@stdlib/math-base-special-asin';
import stdlibAtan2 from '@stdlib/math-base-special-atan2';
import stdlibCos from '@stdlib/math-base-special-cos';
import stdlibLn from '@stdlib/math-base-special-ln';
import stdlibSin from '@stdlib/math-base-special-sin';

const DEG_PER_RAD = 180 / Math.PI;

export function sinDeg(angleDeg: number): number {
  return stdlibSin(angleDeg / DEG_PER_RAD);
}

export function cosDeg(angleDeg: number): number {
  return stdlibCos(angleDeg / DEG_PER_RAD);
}

/** Angle of the vector (x, y), in degrees, in (-180, 180]. */
export function atan2Deg(y: number, x: number): number {
  return stdlibAtan2(y, x) * DEG_PER_RAD;
}

export function asinDeg(ratio: number): number {
  return stdlibAsin(ratio) * DEG_PER_RAD;
}

/** Natural logarithm. */
export function ln(value: number): number {
  return stdlibLn(value);
}

const ROOT_ROUNDS_MAX = 200;

/** The `degree`-th root of a number from 0 on, by Newton's rule from above: plain arithmetic, so the same on every engine. */
export function rootOf(value: number, degree: number): number {
  if (!(Number.isInteger(degree) && degree >= 1)) throw new RangeError(`root: ${degree} is no whole degree from 1 on`);
  if (value === 0 || degree === 1) return value;
  let root = Math.max(1, value);
  for (let i = 0; i < ROOT_ROUNDS_MAX; i += 1) {
    let below = 1;
    for (let j = 1; j < degree; j += 1) below *= root;
    const next = root - (root - value / below) / degree;
    if (!(next < root)) return root;
    root = next;
  }
  return root;
}
