import type { Quantity } from '../base/quantity.ts';
import type { Ability } from '../base/therapy.ts';
import type { Complaints } from './complaints.ts';
import type { MrLabels } from './mr-label.ts';
import type { AccessPortQuantities } from './quantities/access-port-quantities.ts';
import type { AmbientQuantities } from './quantities/ambient-quantities.ts';
import type { BatteryQuantities } from './quantities/battery-quantities.ts';
import type { CatheterQuantities } from './quantities/catheter-quantities.ts';
import type { ClockQuantities } from './quantities/clock-quantities.ts';
import type { CommonQuantities, MinimumRateQuantities } from './quantities/common-quantities.ts';
import type { FailureQuantities } from './quantities/failure-quantities.ts';
import type { FillingQuantities } from './quantities/filling-quantities.ts';
import type { MagnetQuantities } from './quantities/magnet-quantities.ts';
import type { RefillQuantities } from './quantities/refill-quantities.ts';
import { type RollerDrive, type RollerQuantities, rollerDrive } from './quantities/roller-quantities.ts';
import type { ServiceLifeQuantities } from './quantities/service-life-quantities.ts';
import type { StallLogQuantities } from './quantities/stall-log-quantities.ts';
import type { TherapyQuantities } from './quantities/therapy-quantities.ts';
import type { ThrottleDrive } from './quantities/throttle-quantities.ts';
import type { ValveDrive } from './quantities/valve-quantities.ts';

/** A pump as data: every constant with its provenance. If a product lacks a part, its group is absent, never zero. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly quantities: CommonQuantities;
  /** Abilities in addition to a single bolus and mode `stopped`. */
  readonly modes: readonly Ability[];
  /** Part that meters the flow. */
  readonly drive: RollerDrive | ValveDrive | ThrottleDrive;
  /** Absent: the product has no minimum rate mode. */
  readonly minimumRate?: MinimumRateQuantities;
  /** Absent: it has no flex, no periodic bolus and no patient bolus. */
  readonly therapies?: TherapyQuantities;
  /** Absent: its clock cannot be set, and does not drift. */
  readonly clock?: ClockQuantities;
  /** Absent: it does not detect stalls. */
  readonly stallLog?: StallLogQuantities;
  /** Absent: it never ends service by itself. */
  readonly serviceLife?: ServiceLifeQuantities;
  /** Absent: its service life cannot be computed from use, and its battery never fails. */
  readonly battery?: BatteryQuantities;
  /** Absent: neither hazards nor motor defects are known. */
  readonly failures?: FailureQuantities;
  /** Absent: no rule limits the withdrawn volume. */
  readonly refill?: RefillQuantities;
  /** Absent: its alarms and log are unknown, so it has none. */
  readonly complaints?: Complaints;
  /**
   * Absent: the depth of the pump is unknown. Then only fields that are given by their strength at the pump can affect
   * it.
   */
  readonly magnets?: MagnetQuantities;
  /** Absent: no MR safety label is known. */
  readonly mrLabels?: MrLabels;
  /** Absent: the product has no catheter, so drug transport after the pump is not available. */
  readonly catheter?: CatheterQuantities;
  /** Absent: air pressure has no effect on rollers or valves. A throttle follows the laws of its gas. */
  readonly ambient?: AmbientQuantities;
  /** Absent: it has no catheter access port. */
  readonly accessPort?: AccessPortQuantities;
  /** Absent: full flow until the reservoir is empty. */
  readonly filling?: FillingQuantities;
}

type KeysOf<T> = T extends T ? keyof T : never;

/** Name of a quantity in any group of any product. No two groups share a name. */
export type QuantityName =
  | keyof CommonQuantities
  | keyof MinimumRateQuantities
  | KeysOf<Product['drive']['quantities']>
  | keyof NonNullable<ValveDrive['flowActivatedValve']>
  | keyof TherapyQuantities
  | keyof ClockQuantities
  | keyof StallLogQuantities
  | keyof ServiceLifeQuantities
  | keyof BatteryQuantities
  | keyof FailureQuantities
  | keyof RefillQuantities
  | keyof MagnetQuantities
  | keyof CatheterQuantities
  | keyof AmbientQuantities
  | keyof AccessPortQuantities
  | keyof FillingQuantities;

/** Returns every constant of a product by name, in the order in which `pump show` prints them. */
export function quantitiesOf(product: Product): ReadonlyMap<QuantityName, Quantity> {
  const { quantities, drive, minimumRate, therapies, stallLog, serviceLife, magnets, catheter } = product;
  const { accessPort, battery, failures, refill, ambient, filling, clock } = product;
  const flowActivated = drive.kind === 'valves' ? drive.flowActivatedValve : undefined;
  const known = [quantities, minimumRate, drive.quantities, flowActivated, therapies, stallLog, serviceLife];
  const groups = [...known, magnets, catheter, accessPort, battery, failures, refill, ambient, filling, clock];
  const named = groups.flatMap((group) => Object.entries<Quantity>({ ...group }));
  return new Map(named) as unknown as ReadonlyMap<QuantityName, Quantity>;
}

/** Returns the names of the assumed constants, for the header of a run and for each verdict that depends on them. */
export function assumedNames(product: Product): readonly QuantityName[] {
  return [...quantitiesOf(product)].filter(([, { provenance }]) => provenance.kind === 'assumed').map(([name]) => name);
}

/** Returns roller head and motor; undefined for a product without them. */
export function rollersOf({ drive }: Product): RollerQuantities | undefined {
  return drive.kind === 'rollers' ? drive.quantities : undefined;
}

/** Returns the rollers of a product. Throws a RangeError for a product without a rotor. */
export function mustHaveRollers(product: Product): RollerQuantities {
  const rollers = rollersOf(product);
  if (rollers === undefined) throw new RangeError(`${product.id} has no rotor`);
  return rollers;
}

/** Returns the timed therapies of a product. Throws a RangeError for a product without them. */
export function mustHaveTherapies({ id, therapies }: Product): TherapyQuantities {
  if (therapies === undefined) throw new RangeError(`${id} has neither flex nor periodic nor patient boluses`);
  return therapies;
}

/**
 * Returns the product with another stall threshold. The threshold is T_h / m, so the holding torque changes with it.
 * The threshold of disturbance keeps its ratio to it.
 */
export function withStallField(product: Product, stallFieldMt: number): Product {
  const rollers = mustHaveRollers(product);
  const { holdingTorqueUnm, disturbFieldMt, momentAm2 } = rollers;
  const share = stallFieldMt / rollers.stallFieldMt.value;
  const drive = rollerDrive({
    ...rollers,
    holdingTorqueUnm: { ...holdingTorqueUnm, value: stallFieldMt * momentAm2.value * 1000 },
    disturbFieldMt: { ...disturbFieldMt, value: disturbFieldMt.value * share },
  });
  return { ...product, drive };
}

/** Returns the catheter of a product. Throws a RangeError for a product without one. */
export function mustHaveCatheter({ id, catheter }: Product): CatheterQuantities {
  if (catheter === undefined) throw new RangeError(`${id} has no catheter`);
  return catheter;
}
