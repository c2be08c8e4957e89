import { exp } from '../../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { Decay } from './exponential-sum.ts';
import { meanOf, type Piece, pieceAt, type SignalTraits, slopeOf } from './piece.ts';
import type { Leaf, TermSum } from './term-sum.ts';

/** A leaf with the piece that it follows now. */
export class ActiveLeaf {
  readonly leaf: Leaf;
  readonly traits: SignalTraits;
  piece: Piece | undefined;

  constructor(leaf: Leaf, traits: SignalTraits) {
    this.leaf = leaf;
    this.traits = traits;
  }

  at(timeUs: number): number {
    const { factor, delayUs, slopePerUs } = this.leaf;
    const piece = this.piece as Piece;
    if (slopePerUs !== undefined) return factor * slopeOf(piece, slopePerUs, timeUs - delayUs);
    return factor * pieceAt(piece, this.traits, timeUs - delayUs);
  }

  /** Returns the shape between two times: `broken` by steps or by the lower bound, or `smooth`, a line or a curve. */
  shape(fromUs: number, toUs: number): 'constant' | 'smooth' | 'broken' {
    const { delayUs, slopePerUs } = this.leaf;
    const { quantum, min } = this.traits;
    const piece = this.piece as Piece;
    if (piece.to === undefined && (piece.perSecond === 0 || slopePerUs !== undefined)) return 'constant';
    if (slopePerUs !== undefined || (quantum === undefined && min === undefined)) return 'smooth';
    // Alone, a leaf only rises or only falls.
    if (this.at(fromUs) === this.at(toUs)) return 'constant';
    if (quantum !== undefined && piece.to === undefined) return 'broken';
    if (min === undefined) return 'smooth';
    return Math.min(meanOf(piece, fromUs - delayUs), meanOf(piece, toUs - delayUs)) >= min ? 'smooth' : 'broken';
  }

  /** Distance of the steps from the mean line. */
  get deviation(): number {
    const { quantum } = this.traits;
    const isStepped = quantum !== undefined && this.leaf.slopePerUs === undefined && this.piece?.to === undefined;
    return isStepped ? Math.abs(this.leaf.factor) * quantum * (1 + 1e-6) : 0;
  }

  get isCurve(): boolean {
    return this.piece?.to !== undefined;
  }

  /** Adds the derivative, with times from `fromUs` on. */
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

/** A sum of terms with the pieces that its signals follow now. */
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

/** Returns limits of a sum between two times: the lower one and the upper one. They may be wider than its range. */
export function limitsOf(sum: ActiveSum, fromUs: number, toUs: number): readonly [number, number] {
  let first = sum.constant;
  let last = sum.constant;
  let below = 0;
  let above = 0;
  for (const leaf of sum.leaves) {
    const a = leaf.at(fromUs);
    const b = leaf.at(toUs);
    const isStraight = !leaf.isCurve && leaf.shape(fromUs, toUs) !== 'broken';
    const deviation = leaf.traits.min === undefined ? leaf.deviation : 0;
    if (isStraight || deviation > 0) {
      first += a;
      last += b;
    } else {
      below += Math.min(a, b);
      above += Math.max(a, b);
    }
    if (!isStraight) {
      below -= deviation;
      above += deviation;
    }
  }
  for (const { factor, of } of sum.absolutes) {
    const [low, high] = limitsOf(of, fromUs, toUs);
    const most = Math.max(-low, high);
    const least = Math.max(0, low, -high);
    below += factor * (factor > 0 ? least : most);
    above += factor * (factor > 0 ? most : least);
  }
  return [Math.min(first, last) + below, Math.max(first, last) + above];
}
