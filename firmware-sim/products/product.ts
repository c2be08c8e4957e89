import type { Quantity } from '../quantity.ts';
import type { FieldQuantities } from './field-surroundings.ts';

/** A pump as data: every constant with its provenance. What a product lacks is absent, never zero. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly quantities: ProductQuantities;
}

/** Names end in their unit; `pump show` prints them in this order. */
export interface ProductQuantities extends FieldQuantities {
  readonly reservoirMl: Quantity;
  readonly residualMl: Quantity;
  readonly lowReservoirMl: Quantity;
  readonly rateMlPerDayMin: Quantity;
  readonly rateMlPerDayMax: Quantity;
  readonly minimumRateMlPerDay: Quantity;
  readonly primingMlMax: Quantity;
  readonly catheterMl: Quantity;
  readonly accuracyUpperRatio: Quantity;
  readonly accuracyMeanRatio: Quantity;
  readonly accuracySpreadRatio: Quantity;
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
  readonly boundProbabilityRatio: Quantity;
  readonly boundHoursMin: Quantity;
  readonly boundHoursMax: Quantity;
  readonly detectMl: Quantity;
  readonly recoverMl: Quantity;
  readonly detectMinutes: Quantity;
  readonly criticalAlarmMinutes: Quantity;
  readonly nonCriticalAlarmMinutes: Quantity;
  readonly alarmMinutesMin: Quantity;
  readonly alarmMinutesMax: Quantity;
  readonly stoppedAlarmHours: Quantity;
  readonly eriToEosDays: Quantity;
  readonly lifeYears: Quantity;
  readonly studyAngleDeg: Quantity;
  readonly studyRateMlPerDay: Quantity;
  readonly studyToleranceDeg: Quantity;
}

export type QuantityName = keyof ProductQuantities;

/** Other values in place of some of a product's, to see what rests on them; where they come from stays as it is. */
export type OtherValues = { readonly [K in QuantityName]?: number };

export function withValues(product: Product, values: OtherValues): Product {
  const quantities: { -readonly [K in QuantityName]: Quantity } = { ...product.quantities };
  for (const [name, value] of Object.entries(values) as [QuantityName, number][]) {
    quantities[name] = { ...quantities[name], value };
  }
  return { ...product, quantities };
}

/** A stall threshold is T_h / m, so another one is another holding torque; that of disturbance keeps its share of it. */
export function stallFieldValues({ quantities: q }: Product, stallFieldMt: number): OtherValues {
  return {
    stallFieldMt,
    holdingTorqueUnm: stallFieldMt * q.momentAm2.value * 1000,
    disturbFieldMt: (q.disturbFieldMt.value / q.stallFieldMt.value) * stallFieldMt,
  };
}

/** Names of the assumed constants, for the header of a run and beside each verdict that rests on them. */
export function assumedNames(product: Product): readonly QuantityName[] {
  const names = Object.keys(product.quantities) as QuantityName[];
  return names.filter((name) => product.quantities[name].provenance.kind === 'assumed');
}
