import type { Line } from './bench-pair.ts';

/** Seeded numbers in [0, 1), by mulberry32. A failing run can then be repeated. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Flips a bit, drops, doubles, truncates or merges a line, each with this probability. */
export function harmfulLine(random: () => number, rate: number): Line {
  return (bytes) => {
    const what = Math.floor(random() / rate);
    const at = Math.floor(random() * bytes.length);
    if (what === 0) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return [flipped];
    }
    if (what === 1) return [];
    if (what === 2) return [bytes, bytes];
    if (what === 3) return [bytes.slice(0, at)];
    return what === 4 ? [bytes.slice(0, -1)] : [bytes];
  };
}
