import { accessPortTable } from './quantities/access-port-quantities.ts';
import { ambientTable } from './quantities/ambient-quantities.ts';
import { batteryTable } from './quantities/battery-quantities.ts';
import { catheterTable } from './quantities/catheter-quantities.ts';
import { clockTable } from './quantities/clock-quantities.ts';
import { commonTable, minimumRateTable } from './quantities/common-quantities.ts';
import { failureTable } from './quantities/failure-quantities.ts';
import { fillingTable } from './quantities/filling-quantities.ts';
import { magnetTable } from './quantities/magnet-quantities.ts';
import type { QuantityRow, QuantityTable } from './quantities/quantity-table.ts';
import { refillTable } from './quantities/refill-quantities.ts';
import { derivedRollerTable, rollerTable } from './quantities/roller-quantities.ts';
import { serviceLifeTable } from './quantities/service-life-quantities.ts';
import { stallLogTable } from './quantities/stall-log-quantities.ts';
import { therapyTable } from './quantities/therapy-quantities.ts';
import { throttleTable } from './quantities/throttle-quantities.ts';
import { flowActivatedValveTable, valveTable } from './quantities/valve-quantities.ts';

/** Table of constants for each kind of drive. */
export const driveTables = { rollers: rollerTable, valves: valveTable, throttle: throttleTable } as const;

/** Tables of the groups that a product has or lacks, under their names in `Product`. */
export const optionalTables = {
  minimumRate: minimumRateTable,
  therapies: therapyTable,
  stallLog: stallLogTable,
  serviceLife: serviceLifeTable,
  magnets: magnetTable,
  catheter: catheterTable,
  accessPort: accessPortTable,
  battery: batteryTable,
  failures: failureTable,
  refill: refillTable,
  ambient: ambientTable,
  clock: clockTable,
  filling: fillingTable,
} as const;

const tables: readonly QuantityTable[] = [
  commonTable,
  ...Object.values(driveTables),
  derivedRollerTable,
  flowActivatedValveTable,
  ...Object.values(optionalTables),
];

/** Rows of all constants that a product may have, by name. */
export const quantityRows: ReadonlyMap<string, QuantityRow> = new Map(
  tables.flatMap((table) => Object.entries<QuantityRow>(table)),
);
