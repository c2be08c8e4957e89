import { type CatheterShape, kinkResistance, pathResistance } from './catheter-shape.ts';
import { OCCLUDED_RATIO } from './granuloma.ts';

export type PatientPosition = 'lying' | 'standing';

/** Fault of a catheter. Faults of different kinds may occur together. */
export type CatheterFault =
  /** Narrows the bore by a share of its diameter. */
  | { readonly kind: 'kink'; readonly share: number }
  /** Shuts the catheter. With `while` only in this position of the patient. */
  | { readonly kind: 'occlusion'; readonly while?: PatientPosition }
  /** Lies close to the pump. `share` is its part of a steady flow through an otherwise sound catheter. */
  | { readonly kind: 'leak'; readonly share: number }
  /** Separates the catheter from the pump. */
  | { readonly kind: 'disconnection' }
  /** Moves the tip away from the target. */
  | { readonly kind: 'migration' }
  /** Mass around the tip. `ratio` is the resistance of the catheter over that of a sound one. It grows from 1. */
  | { readonly kind: 'granuloma'; readonly ratio: number };

/** Ways by which drug leaves a catheter. */
export interface CatheterPath {
  readonly kind: 'open' | 'kinked' | 'narrowed' | 'leaking' | 'occluded' | 'disconnected';
  /** Conductances in mL/(s kPa). 0 means shut. */
  readonly tipMlPerSKpa: number;
  readonly leakMlPerSKpa: number;
  readonly migrated: boolean;
}

/** Returns the ways out of a catheter with these faults. There is at most one fault of each kind. */
export function pathOf(
  shape: CatheterShape,
  faults: readonly CatheterFault[],
  position: PatientPosition,
): CatheterPath {
  const find = <K extends CatheterFault['kind']>(kind: K) =>
    faults.find((fault): fault is Extract<CatheterFault, { readonly kind: K }> => fault.kind === kind);
  const migrated = find('migration') !== undefined;
  if (find('disconnection') !== undefined) return { kind: 'disconnected', tipMlPerSKpa: 0, leakMlPerSKpa: 0, migrated };
  const kink = find('kink');
  const leak = find('leak');
  const occlusion = find('occlusion');
  const granuloma = find('granuloma');
  const grownRatio = granuloma?.ratio ?? 1;
  const isOccluded = occlusion !== undefined && (occlusion.while ?? position) === position;
  const isShut = isOccluded || grownRatio >= OCCLUDED_RATIO;
  const sound = pathResistance(shape);
  const narrowed = grownRatio * sound + (kink === undefined ? 0 : kinkResistance(shape, kink.share));
  return {
    kind: kindOf({ isShut, leaks: leak !== undefined, isKinked: kink !== undefined, isNarrowed: grownRatio > 1 }),
    tipMlPerSKpa: isShut ? 0 : 1 / narrowed,
    leakMlPerSKpa: leak === undefined ? 0 : leak.share / (1 - leak.share) / sound,
    migrated,
  };
}

interface Found {
  readonly isShut: boolean;
  readonly leaks: boolean;
  readonly isKinked: boolean;
  readonly isNarrowed: boolean;
}

function kindOf({ isShut, leaks, isKinked, isNarrowed }: Found): CatheterPath['kind'] {
  if (isShut) return 'occluded';
  if (leaks) return 'leaking';
  if (isKinked) return 'kinked';
  return isNarrowed ? 'narrowed' : 'open';
}

/** Adds a fault. It replaces a fault of the same kind. */
export function withFault(faults: readonly CatheterFault[], fault: CatheterFault): readonly CatheterFault[] {
  return [...faults.filter((one) => one.kind !== fault.kind), fault];
}
