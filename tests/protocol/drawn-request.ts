import type { RandomStream } from '../../firmware-sim/base/random-stream.ts';
import type { Field, Vocabulary } from '../../protocol/tables/vocabulary.ts';

const below = (draw: RandomStream, bound: number): number => Math.floor(draw.uniform() * bound);

/** Draws a value within the limits of the table: often one of the limits, or a small value. */
function drawnValue(field: Field, draw: RandomStream): string {
  if (field.kind === 'choice') return field.choices[below(draw, field.choices.length)] as string;
  if (field.kind === 'hex') {
    const value = below(draw, 2) === 0 ? below(draw, 4) : below(draw, 16 ** field.digits);
    return value.toString(16).toUpperCase().padStart(field.digits, '0');
  }
  const { min, max, decimals } = field;
  const kind = below(draw, 4);
  const small = Math.min(max, min + below(draw, 100) / 10 ** decimals);
  const value = [min, max, small, min + (max - min) * draw.uniform()][kind] as number;
  const text = value.toFixed(decimals);
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

/** Draws the body of a request. Its arguments are within the limits of the table, in any combination. */
export function drawnBody(vocabulary: Vocabulary, draw: RandomStream): string {
  const verbs = Object.entries(vocabulary.verbs).filter(([verb]) => verb !== 'HELLO');
  const [verb = '', row] = verbs[below(draw, verbs.length)] ?? [];
  return [verb, ...(row?.args ?? []).map((field) => `${field.key}=${drawnValue(field, draw)}`)].join(' ');
}
