import type { SignalView } from '../lane-view.ts';
import { valueOfPiece } from '../piece-value.ts';

/** A point of a drawn line: pump time and value. */
export interface Point {
  readonly atUs: number;
  readonly value: number;
}

/** Points on a curve between two pieces. */
const CURVE_POINTS = 12;

/**
 * Returns the points that draw a signal over a run in `columnCount` columns: each piece where there are few, and the least
 * and greatest value of each column where there are many.
 */
export function pointsOf(signal: SignalView, endUs: number, columnCount: number): readonly Point[] {
  const points =
    signal.pieces.tUs.length <= 2 * columnCount ? eachPiece(signal, endUs) : eachColumn(signal, endUs, columnCount);
  const { min } = signal;
  return min === null ? points : points.map(({ atUs, value }) => ({ atUs, value: Math.max(min, value) }));
}

function eachPiece({ pieces }: SignalView, endUs: number): readonly Point[] {
  const { tUs, v, to } = pieces;
  const points: Point[] = [];
  for (let index = 0; index < tUs.length; index += 1) {
    const fromUs = tUs[index] as number;
    const toUs = tUs[index + 1] ?? Math.max(endUs, fromUs);
    points.push({ atUs: fromUs, value: v[index] as number });
    const isCurve = to !== null && !Number.isNaN(to[index] as number);
    const count = isCurve ? CURVE_POINTS : 1;
    for (let part = 1; part <= count; part += 1) {
      const atUs = fromUs + ((toUs - fromUs) * part) / count;
      points.push({ atUs, value: valueOfPiece(pieces, index, atUs) });
    }
  }
  return points;
}

function eachColumn({ pieces }: SignalView, endUs: number, columnCount: number): readonly Point[] {
  const { tUs, v } = pieces;
  const widthUs = endUs / columnCount;
  const points: Point[] = [];
  let index = 0;
  for (let column = 0; column < columnCount; column += 1) {
    const toUs = (column + 1) * widthUs;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (; index < tUs.length && (tUs[index] as number) < toUs; index += 1) {
      const end = valueOfPiece(pieces, index, Math.min(tUs[index + 1] ?? endUs, toUs));
      low = Math.min(low, v[index] as number, end);
      high = Math.max(high, v[index] as number, end);
    }
    if (index > 0) {
      const end = valueOfPiece(pieces, index - 1, toUs);
      points.push(
        { atUs: column * widthUs, value: Math.min(low, end) },
        { atUs: column * widthUs, value: Math.max(high, end) },
      );
    }
  }
  return points;
}
