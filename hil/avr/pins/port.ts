import type { AvrCpu } from '../cpu/avr-cpu.ts';

/** Addresses of a port's registers. */
export interface PortRegisters {
  readonly PIN: number;
  readonly DDR: number;
  readonly PORT: number;
}

/** Receives the output levels of a port, and the levels before. */
export type PortListener = (levels: number, before: number) => void;

const MCUCR = 0x55;
/** Switches off all pull-ups (data sheet 14.4.1). */
const PUD = 0x10;

/**
 * Eight pins of the chip (data sheet 14). An input reads the level that the world applies. If the world applies none,
 * it reads its pull-up, or else low.
 */
export class Port {
  readonly #cpu: AvrCpu;
  readonly #registers: PortRegisters;
  readonly #outputs: PortListener[] = [];
  readonly #pins: PortListener[] = [];
  #applied = 0;
  #appliedMask = 0;
  #overridden = 0;
  #overrides = 0;
  #levels = 0;
  #directions = 0;

  constructor(cpu: AvrCpu, registers: PortRegisters) {
    this.#cpu = cpu;
    this.#registers = registers;
    const { PIN, DDR, PORT } = registers;
    const { data, writeHooks } = cpu;
    writeHooks[DDR] = (value) => this.#write(DDR, value);
    writeHooks[PORT] = (value) => this.#write(PORT, value);
    // A one written to PIN toggles its bit of PORT (data sheet 14.2.2).
    writeHooks[PIN] = (value, _old, _address, mask) => this.#write(PORT, (data[PORT] as number) ^ (value & mask));
  }

  /** Calls at a change of the output register, of a direction, or of a pin that a timer drives. */
  addListener(listener: PortListener): void {
    this.#outputs.push(listener);
  }

  /** Calls at a change of the levels that the program reads from its pins. */
  onPins(listener: PortListener): void {
    this.#pins.push(listener);
  }

  /** Address of the output register, by which a timer names its port. */
  get address(): number {
    return this.#registers.PORT;
  }

  /** Levels that the program reads from its pins. */
  get pinLevels(): number {
    return this.#cpu.data[this.#registers.PIN] as number;
  }

  /** Pins that are outputs. */
  get directions(): number {
    return this.#directions;
  }

  /** Applies a level to a pin from outside; undefined: nothing drives the pin. */
  setPin(index: number, isHigh: boolean | undefined): void {
    const mask = 1 << index;
    this.#appliedMask = isHigh === undefined ? this.#appliedMask & ~mask : this.#appliedMask | mask;
    this.#applied = isHigh === true ? this.#applied | mask : this.#applied & ~mask;
    this.#updatePins();
  }

  /** Lets a timer drive an output pin; undefined: the port drives it. */
  override(index: number, isHigh: boolean | undefined): void {
    const mask = 1 << index;
    this.#overrides = isHigh === undefined ? this.#overrides & ~mask : this.#overrides | mask;
    this.#overridden = isHigh === true ? this.#overridden | mask : this.#overridden & ~mask;
    this.#update();
  }

  /** Reads the pull-ups again after a change of PUD. */
  look(): void {
    this.#updatePins();
  }

  #write(register: number, value: number): true {
    this.#cpu.data[register] = value;
    this.#update();
    return true;
  }

  #update(): void {
    const { data } = this.#cpu;
    const { DDR, PORT } = this.#registers;
    const value = data[PORT] as number;
    const directions = data[DDR] as number;
    const driven = this.#overrides & directions;
    const levels = (value & ~driven) | (this.#overridden & driven);
    const before = this.#levels;
    if (levels !== before || directions !== this.#directions) {
      this.#levels = levels;
      this.#directions = directions;
      for (const listener of this.#outputs) listener(levels, before);
    }
    this.#updatePins();
  }

  #updatePins(): void {
    const { data } = this.#cpu;
    const { PIN, PORT } = this.#registers;
    const hasPullUps = ((data[MCUCR] as number) & PUD) === 0;
    const undriven = hasPullUps ? (data[PORT] as number) & ~this.#appliedMask : 0;
    const inputs = (this.#applied | undriven) & ~this.#directions;
    const pins = (this.#levels & this.#directions) | inputs;
    const before = data[PIN] as number;
    if (pins === before) return;
    data[PIN] = pins;
    for (const listener of this.#pins) listener(pins, before);
  }
}
