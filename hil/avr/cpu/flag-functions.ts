/** Functions with which compiled code computes flags. They keep the compiled text short. */
export interface FlagFunctions {
  /** Flags of `p` = `t` + `u` + carry. */
  readonly added: (s: number, t: number, u: number, p: number) => number;
  /** Flags of `p` = `t` - `u` - carry; `z` is the flag Z, 2 or 0. */
  readonly taken: (s: number, t: number, u: number, p: number, z: number) => number;
  /** Flags of a result `x`; the carry stays, `v` is 8 after an overflow. */
  readonly result: (s: number, x: number, v: number) => number;
  /** Flags after `t` was shifted right to `x`. */
  readonly shifted: (s: number, t: number, x: number) => number;
  /** Flags of a word `p`; bit 15 of `v` and `c` is set after an overflow or a carry. */
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

/** Flags N, V and S of a result and its overflow. */
function signs(x: number, v: number): number {
  const n = (x >> 5) & 4;
  return n | v | ((n << 2) ^ (v << 1));
}
