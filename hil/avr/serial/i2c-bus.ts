/** Chip on the bus. The bus makes each call at the end of a byte. */
export interface I2cDevice {
  readonly address: number;
  /** Begins a transfer at the end of the address byte. Returns false if the chip does not acknowledge. */
  begin(isRead: boolean, nowTicks: number): boolean;
  write(byte: number): boolean;
  read(nowTicks: number): number;
}

/** Line that is held low. */
export type HeldLine = 'none' | 'sda' | 'scl';

/** The two wires and their chips. */
export class I2cBus {
  /** Line held low by a short, or by a chip that lost count of the bits. */
  held: HeldLine = 'none';
  readonly #devices: readonly I2cDevice[];

  constructor(devices: readonly I2cDevice[]) {
    this.#devices = devices;
  }

  find(address: number): I2cDevice | undefined {
    return this.#devices.find((device) => device.address === address);
  }
}
