import type { LaneView } from '../lane-view.ts';
import type { Point } from './lane-path.ts';

/** Values that a lane shows, from the bottom to the top. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
  /** Returns the place of a value: 0 at the bottom, 1 at the top; undefined where a logarithmic scale has none. */
  readonly placeOf: (value: number) => number | undefined;
}

/** Share of the range that is added above and below. */
const PAD = 0.06;

/** Returns the range of a lane by the points that it draws and the bands that it names. */
export function valueRange({ scale, bands }: LaneView, points: readonly Point[]): ValueRange {
  const isLog = scale === 'log';
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const include = (value: number | null): void => {
    if (value === null || Number.isNaN(value) || (isLog && value <= 0)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { value } of points) include(value);
  for (const { from, to } of bands) [from, to].forEach(include);
  if (low > high) [low, high] = isLog ? [0.1, 1] : [0, 1];
  return isLog ? logRange(low, high) : linearRange(low, high);
}

function linearRange(low: number, high: number): ValueRange {
  const size = high - low || Math.abs(high) || 1;
  const [from, to] = [low - PAD * size, high + PAD * size];
  return { low, high, placeOf: (value) => (value - from) / (to - from) };
}

function logRange(low: number, high: number): ValueRange {
  const [from, to] = [Math.log10(low) - 0.3, Math.log10(high) + 0.3];
  return { low, high, placeOf: (value) => (value > 0 ? (Math.log10(value) - from) / (to - from) : undefined) };
}
