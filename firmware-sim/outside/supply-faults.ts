import type { FillingLaw } from '../base/filling-law.ts';
import { type Acceptance, accepted, refused } from '../base/refusal.ts';
import { noGas } from '../plant/filling.ts';
import type { FlowRatio } from '../plant/flow-ratio.ts';
import type { Reservoir } from '../plant/reservoir.ts';
import type { AirLeaves } from '../plant/reservoir-air.ts';
import type { Product } from '../products/product.ts';
import type { Trace } from '../trace/trace.ts';

/** Fault between reservoir and outlet, possible on every pump. No text gives sizes, so the scenario states them. */
export type SupplyFault =
  /** A constant flow leaks from the reservoir into the pocket; 0 ends the leak. */
  | { readonly kind: 'pump leak'; readonly mlPerDay: number }
  /** The filter holds back this share of the flow; 0 clears it. */
  | { readonly kind: 'clogged filter'; readonly share: number }
  /** The gas behind the reservoir is lost permanently. */
  | { readonly kind: 'lost propellant' }
  | { readonly kind: 'air'; readonly volumeMl: number; readonly leaves: AirLeaves };

const supplyKinds: readonly string[] = [
  'pump leak',
  'clogged filter',
  'lost propellant',
  'air',
] satisfies SupplyFault['kind'][];

export function isSupplyFault(defect: { readonly kind: string }): defect is SupplyFault {
  return supplyKinds.includes(defect.kind);
}

export interface SupplyFaultTerms {
  readonly product: Product;
  readonly trace: Trace;
  readonly reservoir: Reservoir;
  readonly flowRatio: FlowRatio;
  /** Law by which the flow of this pump falls as its reservoir runs low. */
  readonly filling: FillingLaw | undefined;
}

/** Begins a fault. A refused fault changes nothing. Throws a RangeError for an invalid size. */
export function beginSupplyFault(terms: SupplyFaultTerms, fault: SupplyFault): Acceptance {
  check(fault);
  const { trace, reservoir, flowRatio } = terms;
  if (fault.kind === 'air' && !reservoir.hasRoomFor(fault.volumeMl, false)) {
    const roomMl = Math.round(reservoir.roomMl(false) * 1e6) / 1e6;
    return refused(
      'reservoir volume',
      `too small for ${fault.volumeMl} mL of air`,
      `the room left in the reservoir, ${roomMl} mL`,
    );
  }
  trace.event('true.defect', { ...fault });
  if (fault.kind === 'pump leak') reservoir.leak(fault.mlPerDay);
  else if (fault.kind === 'clogged filter') flowRatio.set('filter', 1 - fault.share);
  else if (fault.kind === 'air') reservoir.takeAir(fault.volumeMl, fault.leaves);
  else reservoir.takeFilling(withoutGas(terms));
  return accepted;
}

/**
 * Filling law without gas. Rollers still deliver the volume that their tube draws in, less as the reservoir empties
 * (assumed). Valves and a throttle stay open, but nothing drives the flow.
 */
function withoutGas({ product, filling }: SupplyFaultTerms): FillingLaw {
  if (product.drive.kind !== 'rollers') return noGas;
  return { kneeMl: product.quantities.reservoirMl.value, floorMl: filling?.floorMl ?? 0 };
}

function check(fault: SupplyFault): void {
  if (fault.kind === 'pump leak' && !(fault.mlPerDay >= 0 && Number.isFinite(fault.mlPerDay)))
    throw new RangeError(`pump leak: ${fault.mlPerDay} mL/day; allowed: 0 mL/day or more`);
  if (fault.kind === 'clogged filter' && !(fault.share >= 0 && fault.share <= 1))
    throw new RangeError(`clogged filter: a share of ${fault.share}; allowed: 0 to 1`);
  if (fault.kind === 'air' && !(fault.volumeMl > 0 && Number.isFinite(fault.volumeMl)))
    throw new RangeError(`air: ${fault.volumeMl} mL; allowed: more than 0 mL`);
}
