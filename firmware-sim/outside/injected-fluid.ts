import { type Drug, drugFields } from '../base/therapy.ts';
import type { EventFields } from '../trace/record.ts';

/** Fluid in a syringe for the catheter access port. */
export type InjectedFluid =
  | { readonly kind: 'contrast' }
  | { readonly kind: 'saline' }
  | { readonly kind: 'drug'; readonly drug: Drug };

/** Name under which contrast is followed: 1 mL of it in each mL. */
export const CONTRAST = 'contrast';

/** Returns the concentration of each solute in a fluid, by name. */
export function perMlOf(fluid: InjectedFluid): ReadonlyMap<string, number> {
  if (fluid.kind === 'contrast') return new Map([[CONTRAST, 1]]);
  if (fluid.kind === 'saline') return new Map();
  return new Map([[fluid.drug.name, fluid.drug.concentrationUgPerMl]]);
}

export function drugsIn(fluid: InjectedFluid): readonly Drug[] {
  return fluid.kind === 'drug' ? [fluid.drug] : [];
}

export function fluidFields(fluid: InjectedFluid): EventFields {
  return fluid.kind === 'drug' ? { fluid: 'drug', ...drugFields('drug', fluid.drug) } : { fluid: fluid.kind };
}
