import { meanAt, type SignalPieces } from '../readings/signal-pieces.ts';

/** A value of a signal at a time. */
export interface ValueAt {
  readonly atUs: number;
  readonly value: number;
}

/** Returns the value of a signal at a time, by its mean line; undefined before its first record. */
export function valueAt(pieces: SignalPieces, timeUs: number): number | undefined {
  const piece = pieces.at(timeUs);
  return piece === undefined ? undefined : meanAt(piece, timeUs);
}

/**
 * Returns the smallest and the largest value of a signal in a stretch of time, each with the first time at which it
 * occurs.
 */
export function extremesOf(
  pieces: SignalPieces,
  fromUs: number,
  toUs: number,
): { readonly min: ValueAt; readonly max: ValueAt } | undefined {
  const [first, ...others] = endsOf(pieces, fromUs, toUs);
  if (first === undefined) return undefined;
  const min = others.reduce((least, one) => (one.value < least.value ? one : least), first);
  const max = others.reduce((most, one) => (one.value > most.value ? one : most), first);
  return { min, max };
}

/** Returns the values at both ends of each piece. Between them a piece only rises or only falls. */
function endsOf(pieces: SignalPieces, fromUs: number, toUs: number): readonly ValueAt[] {
  const ends: ValueAt[] = [];
  for (let i = Math.max(0, pieces.indexAt(fromUs)); i < pieces.count; i += 1) {
    const piece = pieces.piece(i);
    if (piece === undefined || piece.t > toUs) break;
    const lastUs = Math.min(toUs, pieces.piece(i + 1)?.t ?? toUs);
    for (const atUs of [Math.max(fromUs, piece.t), lastUs]) ends.push({ atUs, value: meanAt(piece, atUs) });
  }
  return ends;
}
