import type { Quantity } from '../quantity.ts';
import type { Ability } from '../therapy.ts';
import type { TherapyQuantities } from './therapy-quantities.ts';

/** A pump as data: every constant with its provenance. What a product lacks is absent, never zero. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly quantities: ProductQuantities;
  /** What it can be asked for besides a single bolus and to stop. */
  readonly modes: readonly Ability[];
  /** Absent: it has neither flex nor periodic nor patient boluses. */
  readonly therapies?: TherapyQuantities;
}

/** Where one of those modes has been accepted; a RangeError for a product without. */
export function mustHaveTherapies({ id, therapies }: Product): TherapyQuantities {
  if (therapies === undefined) throw new RangeError(`${id} has neither flex nor periodic nor patient boluses`);
  return therapies;
}

/** Names end in their unit; `pump show` prints them in this order. */
export interface ProductQuantities {
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

/** Names of the assumed constants, for the header of a run and beside each verdict that rests on them. */
export function assumedNames(product: Product): readonly QuantityName[] {
  const names = Object.keys(product.quantities) as QuantityName[];
  return names.filter((name) => product.quantities[name].provenance.kind === 'assumed');
}
