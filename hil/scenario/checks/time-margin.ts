import { ln } from '../../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import {
  type Bounded,
  isStanding,
  meanAt,
  PIECES_PER_BLOCK,
  type Piece,
  type SignalPieces,
} from '../readings/signal-pieces.ts';
import type { Bounds } from '../scenario.ts';

/** Part of a run in which a crossing is sought, and the deciding moment. */
export interface Search {
  readonly fromUs: number;
  readonly toUs: number;
  readonly decidedUs: number;
}

/** Rounding of a value at the time of a crossing, as a share of the value. */
const CROSSING_SLACK = 1e-9;

/**
 * Returns the seconds from the deciding moment to the nearest crossing of one of the levels by the signal's line. Null
 * if it crosses none.
 */
export function secondsToCrossing(pieces: SignalPieces, levels: readonly number[], search: Search): number | null {
  let nearestUs = Number.POSITIVE_INFINITY;
  for (const level of levels) nearestUs = Math.min(nearestUs, nearestCrossing(pieces, level, search));
  return nearestUs === Number.POSITIVE_INFINITY ? null : nearestUs / US_PER_SECOND;
}

/** Returns the levels for bounds that count from a base. */
export function levelsOf({ atLeast, atMost }: Bounds, base = 0): readonly number[] {
  return [...new Set([atLeast, atMost])].filter((limit) => limit !== undefined).map((limit) => base + limit);
}

/**
 * Returns the seconds from the deciding moment to the moment at which the spread since `fromUs` exceeds a limit. The
 * spread is the largest minus the smallest value. Null if it never exceeds the limit.
 */
export function secondsToSpread(pieces: SignalPieces, levels: readonly number[], search: Search): number | null {
  const { fromUs, toUs, decidedUs } = search;
  let nearestUs = Number.POSITIVE_INFINITY;
  // The spread starts at 0, so it crosses no level of 0.
  for (const level of levels.filter((one) => one > 0)) {
    const atUs = spreadReachedUs(pieces, level, fromUs, toUs);
    if (atUs !== undefined) nearestUs = Math.min(nearestUs, Math.abs(atUs - decidedUs));
  }
  return nearestUs === Number.POSITIVE_INFINITY ? null : nearestUs / US_PER_SECOND;
}

/** Returns the distance from the deciding moment to the nearest crossing. Searches outwards, piece by piece. */
function nearestCrossing(pieces: SignalPieces, level: number, { fromUs, toUs, decidedUs }: Search): number {
  const start = Math.max(0, pieces.indexAt(decidedUs));
  let nearestUs = Number.POSITIVE_INFINITY;
  for (let i = start; i < pieces.count; i += 1) {
    i = upPastBlocks(pieces, i, level);
    if ((pieces.piece(i) as Piece).t - decidedUs > nearestUs) break;
    nearestUs = Math.min(nearestUs, nearestIn(crossings(pieces, i, level, fromUs, toUs), decidedUs));
    if (nearestUs < Number.POSITIVE_INFINITY) break;
  }
  for (let i = start - 1; i >= 0; i -= 1) {
    i = downPastBlocks(pieces, i, level);
    if (i < 0) break;
    const endUs = (pieces.piece(i + 1) as Piece).t;
    if (endUs < fromUs || decidedUs - endUs > nearestUs) break;
    nearestUs = Math.min(nearestUs, nearestIn(crossings(pieces, i, level, fromUs, toUs), decidedUs));
  }
  return nearestUs;
}

/** Returns the first piece, from one piece on, whose block may cross a level. */
function upPastBlocks(pieces: SignalPieces, from: number, level: number): number {
  let index = from;
  while (index % PIECES_PER_BLOCK === 0 && isBeyond(pieces, index, level)) index += PIECES_PER_BLOCK;
  return index;
}

/** Returns the last piece, from one piece downwards, whose block may cross a level. -1 if there is none. */
function downPastBlocks(pieces: SignalPieces, from: number, level: number): number {
  let index = from;
  while ((index + 1) % PIECES_PER_BLOCK === 0 && isBeyond(pieces, index + 1 - PIECES_PER_BLOCK, level))
    index -= PIECES_PER_BLOCK;
  return index;
}

/** Returns whether the block that begins with a piece does not reach a level, with allowance for rounding. */
function isBeyond(pieces: SignalPieces, first: number, level: number): boolean {
  const bounds = first < 0 ? undefined : pieces.blockBounds(first / PIECES_PER_BLOCK);
  if (bounds === undefined) return false;
  const slack = CROSSING_SLACK * Math.max(Math.abs(bounds.low), Math.abs(bounds.high));
  return level < bounds.low - slack || level > bounds.high + slack;
}

function nearestIn(timesUs: readonly number[], decidedUs: number): number {
  return Math.min(Number.POSITIVE_INFINITY, ...timesUs.map((timeUs) => Math.abs(timeUs - decidedUs)));
}

/** Returns the times at which a piece, or the jump at its end, crosses a level inside the search. */
function crossings(
  pieces: SignalPieces,
  index: number,
  level: number,
  fromUs: number,
  toUs: number,
): readonly number[] {
  const piece = pieces.piece(index) as Piece;
  const next = pieces.piece(index + 1);
  const endUs = Math.min(next?.t ?? toUs, toUs);
  const times: number[] = [];
  const insideUs = timeAtLevel(piece, level);
  if (insideUs !== undefined && insideUs >= piece.t && insideUs <= endUs) times.push(insideUs);
  if (next !== undefined && next.t <= toUs && isBetween(level, meanAt(piece, next.t), next.v)) times.push(next.t);
  return times.filter((timeUs) => timeUs >= fromUs);
}

function isBetween(level: number, a: number, b: number): boolean {
  return a !== b && level >= Math.min(a, b) && level <= Math.max(a, b);
}

/** Returns the time at which the line or curve of a piece reaches a value. Undefined if it never does. */
function timeAtLevel(piece: Piece, level: number): number | undefined {
  const { t, v, r, to, tauUs } = piece;
  if (isStanding(piece)) return undefined;
  if (to === undefined || tauUs === undefined) return t + ((level - v) / r) * US_PER_SECOND;
  const left = (level - to) / (v - to);
  return left > 0 && left <= 1 ? t - tauUs * ln(left) : undefined;
}

/** Returns the first time at which the spread of the values since `fromUs` reaches a limit. */
function spreadReachedUs(pieces: SignalPieces, limit: number, fromUs: number, toUs: number): number | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const lastIndex = pieces.indexAt(toUs);
  for (let i = Math.max(0, pieces.indexAt(fromUs - 1)); i <= lastIndex; i += 1) {
    const piece = pieces.piece(i) as Piece;
    const block = wholeBlock(pieces, i, fromUs, toUs);
    if (block !== undefined && Math.max(max, block.high) - Math.min(min, block.low) < limit) {
      [min, max] = [Math.min(min, block.low), Math.max(max, block.high)];
      i += PIECES_PER_BLOCK - 1;
      continue;
    }
    const beginUs = Math.max(piece.t, fromUs);
    const endUs = Math.min(pieces.piece(i + 1)?.t ?? toUs, toUs);
    if (endUs < beginUs) continue;
    const [first, last] = [meanAt(piece, beginUs), meanAt(piece, endUs)];
    [min, max] = [Math.min(min, first), Math.max(max, first)];
    if (max - min >= limit) return beginUs;
    const [low, high] = [Math.min(min, last), Math.max(max, last)];
    if (high - low >= limit) return timeAtLevel(piece, last > first ? min + limit : max - limit) ?? endUs;
    [min, max] = [low, high];
  }
  return undefined;
}

/**
 * Returns the bounds of the block that begins with a piece. Undefined unless the block and the next piece lie in the
 * span.
 */
function wholeBlock(pieces: SignalPieces, first: number, fromUs: number, toUs: number): Bounded | undefined {
  if (first % PIECES_PER_BLOCK !== 0 || (pieces.piece(first) as Piece).t < fromUs) return undefined;
  const behind = pieces.piece(first + PIECES_PER_BLOCK);
  return behind === undefined || behind.t > toUs ? undefined : pieces.blockBounds(first / PIECES_PER_BLOCK);
}
