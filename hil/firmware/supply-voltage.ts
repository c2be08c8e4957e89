import type { Battery } from '../../firmware-sim/plant/battery.ts';
import { assumedElectronics } from '../../firmware-sim/products/assumed-electronics.ts';
import type { BatteryQuantities } from '../../firmware-sim/products/quantities/battery-quantities.ts';

/**
 * Returns the voltage that a firmware measures, in whole mV. It falls in two straight parts: to the level of the replacement
 * indicator, and from there to the end (assumed). Without a battery in the run it stays full.
 */
export function supplyMv(battery: Battery | undefined, quantities: BatteryQuantities | undefined): number {
  const { supplyFullMv, supplyEriMv, supplyEndMv } = assumedElectronics;
  if (battery === undefined || quantities === undefined) return supplyFullMv.value;
  const { batteryMah, batteryEriMah } = quantities;
  const { leftMah } = battery;
  const eriMah = batteryEriMah.value;
  const [lowMv, highMv, share] =
    leftMah <= eriMah
      ? [supplyEndMv.value, supplyEriMv.value, leftMah / eriMah]
      : [supplyEriMv.value, supplyFullMv.value, (leftMah - eriMah) / (batteryMah.value - eriMah)];
  return Math.round(lowMv + (highMv - lowMv) * share);
}
