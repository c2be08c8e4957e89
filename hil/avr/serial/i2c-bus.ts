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
  /** Called when a line is held low or let go. */
  onHeld: ((held: HeldLine) => void) | undefined;
  #held: HeldLine = 'none';
  /** Clocks after which a chip lets SDA go. */
  #clocksToFree = Number.POSITIVE_INFINITY;
  readonly #devices: readonly I2cDevice[];

  constructor(devices: readonly I2cDevice[]) {
    this.#devices = devices;
  }

  /** Line held low by a short, or by a chip that lost count of the bits. */
  get held(): HeldLine {
    return this.#held;
  }

  set held(line: HeldLine) {
    this.#held = line;
    this.#clocksToFree = Number.POSITIVE_INFINITY;
    this.onHeld?.(line);
  }

  /** Lets a chip hold SDA low until it has seen so many clocks, as after a transfer that was cut off within a byte. */
  loseCount(clockCount: number): void {
    this.held = 'sda';
    this.#clocksToFree = clockCount;
  }

  /** The master pulls SCL low by its port, outside a transfer. */
  clock(): void {
    this.#clocksToFree -= 1;
    if (this.#clocksToFree <= 0) this.held = 'none';
  }

  find(address: number): I2cDevice | undefined {
    return this.#devices.find((device) => device.address === address);
  }
}
