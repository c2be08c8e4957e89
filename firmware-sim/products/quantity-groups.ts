import { accessPortTable } from './access-port-quantities.ts';
import { ambientTable } from './ambient-quantities.ts';
import { batteryTable } from './battery-quantities.ts';
import { catheterTable } from './catheter-quantities.ts';
import { clockTable } from './clock-quantities.ts';
import { commonTable, minimumRateTable } from './common-quantities.ts';
import { failureTable } from './failure-quantities.ts';
import { fillingTable } from './filling-quantities.ts';
import { magnetTable } from './magnet-quantities.ts';
import type { QuantityRow, QuantityTable } from './quantity-table.ts';
import { refillTable } from './refill-quantities.ts';
import { derivedRollerTable, rollerTable } from './roller-quantities.ts';
import { serviceLifeTable } from './service-life-quantities.ts';
import { stallLogTable } from './stall-log-quantities.ts';
import { therapyTable } from './therapy-quantities.ts';
import { throttleTable } from './throttle-quantities.ts';
import { flowActivatedValveTable, valveTable } from './valve-quantities.ts';

/** What each kind of drive is described by. */
export const driveTables = { rollers: rollerTable, valves: valveTable, throttle: throttleTable } as const;

/** Groups that a product has or lacks, under the names that they have in `Product`. */
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

/** The row of every constant that a product may have, by its name. */
export const quantityRows: ReadonlyMap<string, QuantityRow> = new Map(
  tables.flatMap((table) => Object.entries<QuantityRow>(table)),
);
