import { assumed, derived } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Non-rechargeable battery, and its loads. */
export const batteryTable = {
  batteryMah: { unit: 'mAh', min: 1, max: 100_000, doc: 'Capacity of the battery.' },
  batteryEriMah: { unit: 'mAh', min: 0, max: 100_000, doc: 'Charge left at the replacement indicator.' },
  batteryIdleUa: { unit: 'uA', min: 0.001, max: 100_000, doc: 'Draw of the electronics.' },
  actuationUc: { unit: 'uC', min: 0, max: 1_000_000, doc: 'Charge of one motor step, or of one cycle of the valves.' },
  toneMa: { unit: 'mA', min: 0, max: 1000, doc: 'Draw of an alarm while it sounds.' },
  sessionMc: { unit: 'mC', min: 0, max: 1_000_000, doc: 'Charge of one interrogation.' },
} as const satisfies QuantityTable;

export type BatteryQuantities = QuantitiesOf<typeof batteryTable>;

const set =
  'only the service life is published for the battery; one coherent set, so that 0.25 to 0.5 mL/day last 6 to 7 years';
const IDLE_UA = 12;
const ACTUATION_UC = 90;
const HIGHEST_STEPS_PER_DAY = 192_000;
const RESERVE_DAYS = 90;
const highestUa = IDLE_UA + (ACTUATION_UC * HIGHEST_STEPS_PER_DAY) / 86_400;

/**
 * Battery of a pump with 0.125 uL a motor step. Service life by use alone: 7.2 years at 0.25 mL/day, 6.3 at 0.5, 5.1 at
 * 1, 0.7 at 24 (Medtronic Germany, SynchroMed II specification table: 6 to 7 years).
 */
export const assumedBattery: BatteryQuantities = {
  batteryMah: assumed(1320, 'mAh', set),
  batteryEriMah: derived((highestUa * RESERVE_DAYS * 24) / 1000, 'mAh', 'what 90 days at the highest rate take'),
  batteryIdleUa: assumed(IDLE_UA, 'uA', set),
  actuationUc: assumed(ACTUATION_UC, 'uC', set),
  toneMa: assumed(3, 'mA', 'a small sounder; not published'),
  sessionMc: assumed(300, 'mC', 'a minute at 5 mA; not published'),
};
