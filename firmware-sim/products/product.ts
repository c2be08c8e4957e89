import type { AlarmCause } from '../firmware/alarm-cause.ts';
import type { LogEntryKind } from '../firmware/event-log.ts';
import type { Quantity } from '../quantity.ts';
import type { BatteryQuantities } from './battery-quantities.ts';
import type { FailureQuantities } from './failure-quantities.ts';
import type { RefillQuantities } from './refill-quantities.ts';

/** What a pump calls out, and what it writes into its log. */
export interface Complaints {
  readonly alarms: readonly AlarmCause[];
  readonly log: readonly LogEntryKind[];
}

/** A pump as data: every constant with its provenance. What a product lacks is absent, never zero. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly quantities: ProductQuantities;
  /** Absent: its battery cannot be reckoned by use. */
  readonly battery?: BatteryQuantities;
  /** Absent: neither hazards nor defects of a motor. */
  readonly failures?: FailureQuantities;
  /** Absent: what is withdrawn is compared with nothing. */
  readonly refill?: RefillQuantities;
  /** Absent: it has neither alarms nor a log that are known. */
  readonly complaints?: Complaints;
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

export type QuantityName =
  | keyof ProductQuantities
  | keyof BatteryQuantities
  | keyof FailureQuantities
  | keyof RefillQuantities;

/** Every constant of a product under its name, in the order in which `pump show` prints them. */
export function quantitiesOf(product: Product): ReadonlyMap<QuantityName, Quantity> {
  const { quantities, battery, failures, refill } = product;
  const named = [quantities, battery, failures, refill].flatMap((group) => Object.entries<Quantity>({ ...group }));
  return new Map(named) as unknown as ReadonlyMap<QuantityName, Quantity>;
}

/** Names of the assumed constants, for the header of a run and beside each verdict that rests on them. */
export function assumedNames(product: Product): readonly QuantityName[] {
  return [...quantitiesOf(product)].filter(([, { provenance }]) => provenance.kind === 'assumed').map(([name]) => name);
}
