import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { IoClock } from '../power/io-clock.ts';
import type { Port } from './port.ts';

const EICRA = 0x69;
const EIMSK = 0x3d;
const EIFR = 0x3c;
/** Senses of ISCn1:0 (data sheet table 13-2). */
const LOW_LEVEL = 0;
const ANY_CHANGE = 1;
const FALLING = 2;
/** Pin of port D and vector of each interrupt. */
const INPUTS = [
  { pin: 2, address: 2 },
  { pin: 3, address: 4 },
] as const;

class ExternalInterrupt {
  readonly #cpu: AvrCpu;
  readonly #index: number;
  readonly #edge: AvrInterrupt;
  readonly #level: AvrInterrupt;
  #wasHigh = false;

  constructor(cpu: AvrCpu, index: number, address: number) {
    this.#cpu = cpu;
    this.#index = index;
    const mask = 1 << index;
    this.#edge = { address, flagRegister: EIFR, flagMask: mask, enableRegister: EIMSK, enableMask: mask };
    this.#level = { ...this.#edge, constant: true };
  }

  get #sense(): number {
    return ((this.#cpu.data[EICRA] as number) >> (2 * this.#index)) & 3;
  }

  get #isEnabled(): boolean {
    return ((this.#cpu.data[EIMSK] as number) & this.#edge.enableMask) !== 0;
  }

  /** Compares a level with the sampled one. The detector of edges needs its clock; the low level does not. */
  see(isHigh: boolean, isClocked: boolean): void {
    const sense = this.#sense;
    if (sense === LOW_LEVEL) this.#request(isHigh);
    else if (isClocked && isHigh !== this.#wasHigh && (sense === ANY_CHANGE || isHigh === (sense !== FALLING)))
      this.#cpu.setInterruptFlag(this.#edge);
    if (isClocked) this.#wasHigh = isHigh;
  }

  /** Takes over a new sense or mask. */
  configure(isHigh: boolean): void {
    const cpu = this.#cpu;
    if (this.#sense === LOW_LEVEL) {
      cpu.clearInterrupt(this.#edge);
      this.#request(isHigh);
    } else {
      cpu.clearInterrupt(this.#edge, false);
      cpu.updateInterruptEnable(this.#edge, cpu.data[EIMSK] as number);
    }
  }

  clearFlag(value: number): void {
    if (this.#sense !== LOW_LEVEL) this.#cpu.clearInterruptByFlag(this.#edge, value);
  }

  /** A low level requests the interrupt for as long as it lasts. Its flag stays clear (data sheet 13.2.3). */
  #request(isHigh: boolean): void {
    if (!isHigh && this.#isEnabled) this.#cpu.queueInterrupt(this.#level);
    else this.#cpu.clearInterrupt(this.#level, false);
  }
}

/** External interrupts INT0 and INT1 on pins PD2 and PD3 (data sheet 13). */
export class ExternalInterrupts {
  constructor(cpu: AvrCpu, port: Port, ioClock: IoClock) {
    const inputs = INPUTS.map(({ pin, address }, index) => ({
      mask: 1 << pin,
      interrupt: new ExternalInterrupt(cpu, index, address),
    }));
    const see = (): void => {
      const { pinLevels } = port;
      for (const { mask, interrupt } of inputs) interrupt.see((pinLevels & mask) !== 0, !ioClock.isStopped);
    };
    port.onPins(see);
    ioClock.onStart(see);
    const configure = (register: number) => (value: number) => {
      cpu.data[register] = value;
      for (const { mask, interrupt } of inputs) interrupt.configure((port.pinLevels & mask) !== 0);
      return true;
    };
    cpu.writeHooks[EICRA] = configure(EICRA);
    cpu.writeHooks[EIMSK] = configure(EIMSK);
    cpu.writeHooks[EIFR] = (value, _old, _address, mask) => {
      for (const { interrupt } of inputs) interrupt.clearFlag(value & mask);
      return true;
    };
  }
}
