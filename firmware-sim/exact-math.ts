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
