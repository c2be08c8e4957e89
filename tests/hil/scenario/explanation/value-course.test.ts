import { expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { extremesOf } from '../../../../hil/scenario/explanation/value-course.ts';
import { meanAt, type Piece, SignalPieces } from '../../../../hil/scenario/readings/signal-pieces.ts';

const PIECES = 1500;
const S = 1_000_000;

const courses: Readonly<Record<string, (index: number, random: RandomStream) => Piece>> = {
  'a volume that only grows': (i) => ({ t: i * S, v: i, r: 1 }),
  'a volume that only shrinks': (i) => ({ t: i * S, v: -i, r: -1 }),
  'a value that stands': (i) => ({ t: i * S, v: 3, r: 0 }),
  'a few equal values': (i, random) => ({ t: i * S, v: Math.floor(random.between(0, 4)), r: 0 }),
  'any values and slopes': (i, random) => ({ t: i * S, v: random.between(-9, 9), r: random.between(-2, 2) }),
};

/** Looks at both ends of every piece. */
function plainExtremes(pieces: readonly Piece[], fromUs: number, toUs: number): unknown {
  let [min, max] = [
    { atUs: fromUs, value: Number.POSITIVE_INFINITY },
    { atUs: fromUs, value: Number.NEGATIVE_INFINITY },
  ];
  for (const [index, piece] of pieces.entries()) {
    const endUs = Math.min(pieces[index + 1]?.t ?? toUs, toUs);
    if (piece.t > toUs || (endUs <= fromUs && endUs < toUs)) continue;
    for (const atUs of [Math.max(fromUs, piece.t), endUs]) {
      const value = meanAt(piece, atUs);
      if (value < min.value) min = { atUs, value };
      if (value > max.value) max = { atUs, value };
    }
  }
  return { min, max };
}

test.each(Object.keys(courses))('extremes are the first ones of all pieces: %s', (name) => {
  const random = new RandomStream(5, name);
  const all = Array.from({ length: PIECES }, (_, i) => courses[name]?.(i, random) as Piece);
  const pieces = new SignalPieces();
  for (const { t, v, r } of all) pieces.addLine(t, v, r);
  for (let i = 0; i < 40; i += 1) {
    const [a, b] = [random.uniform(), random.uniform()].map((one) => Math.floor(one * PIECES * S)) as [number, number];
    const [fromUs, toUs] = [Math.min(a, b), Math.max(a, b)];
    expect(extremesOf(pieces, fromUs, toUs)).toEqual(plainExtremes(all, fromUs, toUs));
  }
});
