/**
 * Returns values to try in an interval: its ends, the points at which an answer changes, and the middles between these.
 */
export function triedWithin(middle: number, error: number, changes: readonly number[]): readonly number[] {
  if (error === 0) return [middle];
  const inside = changes.filter((change) => Math.abs(change - middle) <= error);
  const points = [...new Set([middle - error, ...inside, middle, middle + error])].sort((a, b) => a - b);
  return points.flatMap((point, i) => (i === 0 ? [point] : [(point + (points[i - 1] as number)) / 2, point]));
}
