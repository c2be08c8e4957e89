import { exp } from '../../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { Decay } from './exponential-sum.ts';
import { meanOf, type Piece, pieceAt, type SignalTraits, slopeOf } from './piece.ts';
import type { Leaf, TermSum } from './term-sum.ts';

/** A leaf and the piece that it follows now. */
export class ActiveLeaf {
  readonly leaf: Leaf;
  readonly traits: SignalTraits;
  piece: Piece | undefined;
  /** True if the signal has no lower bound. */
  readonly #isPlain: boolean;

  constructor(leaf: Leaf, traits: SignalTraits) {
    this.leaf = leaf;
    this.traits = traits;
    this.#isPlain = traits.min === undefined;
  }

  at(timeUs: number): number {
    const { factor, delayUs, slopePerUs } = this.leaf;
    const piece = this.piece as Piece;
    if (slopePerUs !== undefined) return factor * slopeOf(piece, slopePerUs, timeUs - delayUs);
    if (!this.#isPlain || piece.to !== undefined || piece.quantum !== undefined)
      return factor * pieceAt(piece, this.traits, timeUs - delayUs);
    return factor * (piece.value + (piece.perSecond * (timeUs - delayUs - piece.atUs)) / US_PER_SECOND);
  }

  /**
   * Returns the shape between two times: `broken` by steps or by the lower bound, or `smooth` for a line or a curve.
   */
  shape(fromUs: number, toUs: number): 'constant' | 'smooth' | 'broken' {
    const { delayUs, slopePerUs } = this.leaf;
    const { min } = this.traits;
    const piece = this.piece as Piece;
    if (this.isConstant) return 'constant';
    if (slopePerUs !== undefined || (piece.quantum === undefined && min === undefined)) return 'smooth';
    // A single leaf only rises or only falls, so it is smooth.
    if (this.at(fromUs) === this.at(toUs)) return 'constant';
    if (piece.quantum !== undefined) return 'broken';
    if (min === undefined) return 'smooth';
    return Math.min(meanOf(piece, fromUs - delayUs), meanOf(piece, toUs - delayUs)) >= min ? 'smooth' : 'broken';
  }

  /** Distance of the steps from the mean line. 0 while the leaf does not change. */
  get deviation(): number {
    const quantum = this.piece?.quantum;
    if (quantum === undefined || this.isConstant) return 0;
    return Math.abs(this.leaf.factor) * quantum * (1 + 1e-6);
  }

  /** True if the leaf keeps its value: it does not change, or it is the slope of a line. */
  get isConstant(): boolean {
    const piece = this.piece as Piece;
    return piece.to === undefined && (piece.perSecond === 0 || this.leaf.slopePerUs !== undefined);
  }

  /** Returns whether the lower bound may cut the leaf between two of its values. */
  isNearMin(a: number, b: number): boolean {
    const { min } = this.traits;
    if (min === undefined) return false;
    const { factor } = this.leaf;
    return this.deviation > 0 || a / factor <= min || b / factor <= min;
  }

  get isCurve(): boolean {
    return this.piece?.to !== undefined;
  }

  /** Adds the derivative of the leaf, as a function of the time since `fromUs`. */
  addDerivative(decays: Decay[], fromUs: number, times: number): void {
    const { delayUs, slopePerUs } = this.leaf;
    const factor = this.leaf.factor * times;
    const { atUs, value, perSecond, to, tauUs } = this.piece as Piece;
    if (to === undefined || tauUs === undefined) {
      decays.push({ factor: (factor * perSecond) / US_PER_SECOND, ratePerUs: 0 });
      return;
    }
    const begun = (factor * (to - value) * exp((atUs + delayUs - fromUs) / tauUs)) / tauUs;
    decays.push({ factor: slopePerUs === undefined ? begun : (-begun * slopePerUs) / tauUs, ratePerUs: 1 / tauUs });
  }
}

/** A sum of terms, with the pieces that its signals follow now. */
export interface ActiveSum {
  readonly constant: number;
  readonly leaves: readonly ActiveLeaf[];
  readonly absolutes: readonly { readonly factor: number; readonly of: ActiveSum }[];
}

/** Returns a sum whose leaves are made by `activate`. */
export function activated({ constant, leaves, absolutes }: TermSum, activate: (leaf: Leaf) => ActiveLeaf): ActiveSum {
  return {
    constant,
    leaves: leaves.map(activate),
    absolutes: absolutes.map(({ factor, of }) => ({ factor, of: activated(of, activate) })),
  };
}

export function sumAt({ constant, leaves, absolutes }: ActiveSum, timeUs: number): number {
  let sum = constant;
  for (const leaf of leaves) sum += leaf.at(timeUs);
  for (const { factor, of } of absolutes) sum += factor * Math.abs(sumAt(of, timeUs));
  return sum;
}

/** Limits of a sum in a stretch. They may be wider than the range of the sum. */
export class SumLimits {
  low = 0;
  high = 0;
  #first = 0;
  #last = 0;
  #below = 0;
  #above = 0;

  /** Computes the limits of a sum between two times. */
  take(sum: ActiveSum, fromUs: number, toUs: number): this {
    this.#first = sum.constant;
    this.#last = sum.constant;
    this.#below = 0;
    this.#above = 0;
    for (const leaf of sum.leaves) this.#addLeaf(leaf, fromUs, toUs);
    for (const { factor, of } of sum.absolutes) this.#addAbsolute(factor, limitsOf(of, fromUs, toUs));
    this.low = Math.min(this.#first, this.#last) + this.#below;
    this.high = Math.max(this.#first, this.#last) + this.#above;
    return this;
  }

  #addLeaf(leaf: ActiveLeaf, fromUs: number, toUs: number): void {
    const a = leaf.at(fromUs);
    if (leaf.isConstant) {
      this.#first += a;
      this.#last += a;
      return;
    }
    const b = leaf.at(toUs);
    const { deviation } = leaf;
    if (leaf.isCurve || leaf.isNearMin(a, b)) {
      // A single leaf only rises or only falls, so its values at both ends limit it.
      this.#below += Math.min(a, b);
      this.#above += Math.max(a, b);
      return;
    }
    this.#first += a;
    this.#last += b;
    this.#below -= deviation;
    this.#above += deviation;
  }

  #addAbsolute(factor: number, { low, high }: SumLimits): void {
    const most = Math.max(-low, high);
    const least = Math.max(0, low, -high);
    this.#below += factor * (factor > 0 ? least : most);
    this.#above += factor * (factor > 0 ? most : least);
  }
}

/** Returns limits of a sum between two times. */
export function limitsOf(sum: ActiveSum, fromUs: number, toUs: number): SumLimits {
  return new SumLimits().take(sum, fromUs, toUs);
}
