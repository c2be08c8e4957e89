/** A chip on the bus. Everything happens at the end of a byte's time. */
export interface I2cDevice {
  readonly address: number;
  /** Addressed; false does not acknowledge. `nowCycles`: the end of the address byte. */
  begin(isRead: boolean, nowCycles: number): boolean;
  write(byte: number): boolean;
  read(nowCycles: number): number;
}

/** Which line somebody holds down. */
export type HeldLine = 'none' | 'sda' | 'scl';

/** The two wires with what hangs on them. */
export class I2cBus {
  /** A short, or a chip that has lost count. */
  held: HeldLine = 'none';
  readonly #devices: readonly I2cDevice[];

  constructor(devices: readonly I2cDevice[]) {
    this.#devices = devices;
  }

  find(address: number): I2cDevice | undefined {
    return this.#devices.find((device) => device.address === address);
  }
}
