/**
 * Seeded random numbers (xoshiro128**). Each cause has an independent stream, so that a new cause never changes the
 * draws of another.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** `cause` names the drawn quantity (`field azimuth`). Equal seed and cause give equal draws. */
  constructor(seed: number, cause: string) {
    let hash = (2166136261 ^ seed) >>> 0;
    for (let i = 0; i < cause.length; i += 1) hash = Math.imul(hash ^ cause.charCodeAt(i), 16777619) >>> 0;
    const next = (): number => {
      hash = (hash + 0x9e3779b9) >>> 0;
      let z = hash;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return (z ^ (z >>> 16)) >>> 0;
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1;
  }

  /** Returns 32 random bits as an unsigned integer. */
  bits32(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** Draws uniformly from [0, 1), with 53 bits. */
  uniform(): number {
    return ((this.bits32() >>> 5) * 67108864 + (this.bits32() >>> 6)) / 9007199254740992;
  }

  /** Draws uniformly from [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }
}
