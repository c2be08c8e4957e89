import type { Quantity } from '../quantity.ts';

/** A pump as data: every constant with its provenance. What a product lacks is absent, never zero. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly quantities: ProductQuantities;
}

/** Names end in their unit; `pump show` prints them in this order. */
export interface ProductQuantities {
  readonly rateMlPerDayMin: Quantity;
  readonly rateMlPerDayMax: Quantity;
  readonly rollerCount: Quantity;
  readonly trackRadiusMm: Quantity;
  readonly boreMm: Quantity;
  readonly revolutionUl: Quantity;
  readonly rollerZoneUl: Quantity;
  readonly liftDeg: Quantity;
  readonly stepsPerRevolutionCount: Quantity;
  readonly holdingTorqueUnm: Quantity;
  readonly momentAm2: Quantity;
  readonly stallFieldMt: Quantity;
  readonly disturbFieldMt: Quantity;
  readonly damageFieldMt: Quantity;
  readonly damageConeDeg: Quantity;
  readonly detectMl: Quantity;
  readonly recoverMl: Quantity;
  readonly studyAngleDeg: Quantity;
  readonly studyRateMlPerDay: Quantity;
  readonly studyToleranceDeg: Quantity;
}

/** Names of the assumed constants, for the header of a run and beside each verdict that rests on them. */
export function assumedNames(product: Product): readonly (keyof ProductQuantities)[] {
  const names = Object.keys(product.quantities) as (keyof ProductQuantities)[];
  return names.filter((name) => product.quantities[name].provenance.kind === 'assumed');
}
