import type { ChipPart } from '../firmware-file.ts';

const MV_PER_V = 1000;

/** The battery as the chip's supply and at a pin of its converter, behind a divider. */
export class BatteryWiring {
  readonly #channel: number | undefined;
  readonly #share: number;
  readonly #supplyMv: number | undefined;
  readonly #batteryMv: () => number;

  constructor({ pins, wiring }: ChipPart, batteryMv: () => number) {
    const { batteryUpperOhm, batteryLowerOhm, supplyMv } = wiring;
    this.#channel = pins.battery === undefined ? undefined : Number(pins.battery.at(-1));
    this.#share = batteryLowerOhm / (batteryUpperOhm + batteryLowerOhm);
    this.#supplyMv = supplyMv;
    this.#batteryMv = batteryMv;
  }

  /** Supply of the chip: regulated, or the battery itself. A regulator without a battery gives nothing. */
  supplyVolts(): number {
    const batteryMv = this.#batteryMv();
    return (batteryMv > 0 ? (this.#supplyMv ?? batteryMv) : 0) / MV_PER_V;
  }

  /** Voltage at a pin of the converter; 0 at pins without a signal. */
  volts(channel: number): number {
    return channel === this.#channel ? (this.#batteryMv() * this.#share) / MV_PER_V : 0;
  }
}
