import { brokenDeliveries } from './broken-deliveries.ts';
import { brokenPlants } from './broken-plants.ts';
import type { BrokenPump } from './broken-pump.ts';
import { brokenRecords } from './broken-records.ts';

/** All pumps that are broken on purpose. */
export const brokenPumps: readonly BrokenPump[] = [...brokenDeliveries, ...brokenRecords, ...brokenPlants];
