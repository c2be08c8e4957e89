/** Limits of a check as numbers. */
export interface Limits {
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** A value and its limits on a scale from 0 to 1. */
export interface MarginScale {
  readonly allowedFrom: number;
  readonly allowedTo: number;
  readonly value: number;
  /** True if the value lies beyond the end of the scale, where its mark stands. */
  readonly isBeyond: boolean;
}

/** Share of the allowed range that the scale shows beyond each limit. */
const PAD = 0.25;

/** Scales a value to its limits. A limit of one side takes 0 as the other end where the value allows it. */
export function marginScale(value: number, { atLeast, atMost }: Limits): MarginScale | null {
  const low = atLeast ?? otherEnd(value, atMost, -1);
  const high = atMost ?? otherEnd(value, atLeast, 1);
  if (low === null || high === null) return null;
  const size = high > low ? high - low : sizeOfPoint(value, low);
  const [from, to] = [atLeast === null ? low : low - PAD * size, atMost === null ? high : high + PAD * size];
  const place = (at: number): number => (at - from) / (to - from);
  const at = place(value);
  return {
    allowedFrom: Math.max(0, place(low)),
    allowedTo: Math.min(1, place(high)),
    value: Math.min(1, Math.max(0, at)),
    isBeyond: at < 0 || at > 1,
  };
}

/** Returns the end of the scale on the side without a limit. */
function otherEnd(value: number, limit: number | null, sign: 1 | -1): number | null {
  if (limit === null) return null;
  const zero = sign * limit < 0 ? 0 : limit + sign * Math.max(Math.abs(limit), Math.abs(value - limit));
  const end =
    sign < 0 ? Math.min(zero, value) : Math.max(zero, limit + PAD * Math.abs(limit), value + PAD * Math.abs(value));
  return end === limit ? limit + sign : end;
}

/** Returns the width of the scale round a limit that allows one value. */
function sizeOfPoint(value: number, limit: number): number {
  if (value !== limit) return 4 * Math.abs(value - limit);
  return limit === 0 ? 1 : Math.abs(limit);
}
