/** What compiled code calls to make flags and to leave; short in its text, and soon compiled itself. */
export interface FlagFunctions {
  /** Of `p` = `t` + `u` and carry. */
  readonly added: (s: number, t: number, u: number, p: number) => number;
  /** Of `p` = `t` - `u` and carry; `z` is the flag of a zero, 2 or 0. */
  readonly taken: (s: number, t: number, u: number, p: number, z: number) => number;
  /** Of a result `x`; the carry stays, `v` is 8 where it overflowed. */
  readonly result: (s: number, x: number, v: number) => number;
  /** Of `t` shifted right to `x`. */
  readonly shifted: (s: number, t: number, x: number) => number;
  /** Of a word `p`; `v` and `c` with bit 15 where it overflowed or carried. */
  readonly paired: (s: number, p: number, v: number, c: number) => number;
}

export const flagFunctions: FlagFunctions = {
  added: (s, t, u, p) => {
    const x = p & 255;
    const half = (((t & u) | (u & ~x) | (~x & t)) << 2) & 32;
    return (s & 192) | (x === 0 ? 2 : 0) | signs(x, (((x ^ u) & (t ^ x)) >> 4) & 8) | (p >> 8) | half;
  },
  taken: (s, t, u, p, z) => {
    const x = p & 255;
    const half = (((~t & u) | (u & x) | (x & ~t)) << 2) & 32;
    return (s & 192) | z | signs(x, (((t ^ u) & (t ^ x)) >> 4) & 8) | (p >>> 31) | half;
  },
  result: (s, x, v) => (s & 0xe1) | (x === 0 ? 2 : 0) | signs(x, v),
  shifted: (s, t, x) => {
    const n = (x >> 5) & 4;
    const v = (n >> 2) ^ (t & 1);
    return (s & 224) | (x === 0 ? 2 : 0) | (t & 1) | n | (v << 3) | (((n >> 2) ^ v) << 4);
  },
  paired: (s, p, v, c) => (s & 224) | (p === 0 ? 2 : 0) | signs(p >> 8, (v >> 12) & 8) | ((c >> 15) & 1),
};

/** N, V and S. */
function signs(x: number, v: number): number {
  const n = (x >> 5) & 4;
  return n | v | ((n << 2) ^ (v << 1));
}
