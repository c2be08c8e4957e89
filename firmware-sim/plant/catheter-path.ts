import { type CatheterShape, kinkResistance, pathResistance } from './catheter-shape.ts';

export type PatientPosition = 'lying' | 'standing';

/** What somebody finds wrong with a catheter, or sets right; faults of different kinds come together. */
export type CatheterFault =
  /** Narrows the bore by a share of its diameter. */
  | { readonly kind: 'kink'; readonly share: number }
  /** `while`: only as long as the patient is in this position. */
  | { readonly kind: 'occlusion'; readonly while?: PatientPosition }
  /** Beside the pump: `share` of a steady flow through a catheter that is otherwise sound. */
  | { readonly kind: 'leak'; readonly share: number }
  /** From the pump. */
  | { readonly kind: 'disconnection' }
  /** Out of the place where the drug does good. */
  | { readonly kind: 'migration' };

/** The ways that drug has from the pump. */
export interface CatheterPath {
  readonly kind: 'open' | 'kinked' | 'leaking' | 'occluded' | 'disconnected';
  /** Conductances in mL/(s kPa); 0 is shut. */
  readonly tipMlPerSKpa: number;
  readonly leakMlPerSKpa: number;
  readonly migrated: boolean;
}

/** The ways through a catheter with these faults; of each kind the last one counts. */
export function pathOf(
  shape: CatheterShape,
  faults: readonly CatheterFault[],
  position: PatientPosition,
): CatheterPath {
  const sound = pathResistance(shape);
  let resistance = sound;
  let leakMlPerSKpa = 0;
  let kind: CatheterPath['kind'] = 'open';
  let migrated = false;
  for (const fault of faults) {
    if (fault.kind === 'kink') {
      resistance += kinkResistance(shape, fault.share);
      if (kind === 'open') kind = 'kinked';
    } else if (fault.kind === 'leak') {
      leakMlPerSKpa = fault.share / (1 - fault.share) / sound;
      kind = kind === 'occluded' ? kind : 'leaking';
    } else if (fault.kind === 'migration') migrated = true;
    else if (fault.kind === 'occlusion') {
      if (fault.while !== undefined && fault.while !== position) continue;
      resistance = Number.POSITIVE_INFINITY;
      kind = 'occluded';
    } else return { kind: 'disconnected', tipMlPerSKpa: 0, leakMlPerSKpa: 0, migrated };
  }
  return { kind, tipMlPerSKpa: 1 / resistance, leakMlPerSKpa, migrated };
}

/** Of each kind one: a second kink takes the place of the first. */
export function withFault(faults: readonly CatheterFault[], fault: CatheterFault): readonly CatheterFault[] {
  return [...faults.filter((one) => one.kind !== fault.kind), fault];
}
