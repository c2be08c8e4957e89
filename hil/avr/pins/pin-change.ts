import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { Port } from './port.ts';

const PCICR = 0x68;
const PCIFR = 0x3b;
const PCMSK0 = 0x6b;
/** Vector of the first group. Each group has one of two words. */
const FIRST_VECTOR = 6;

/** Pin-change interrupts of ports B, C and D (data sheet 13). They need no clock, so they wake the chip from any sleep. */
export class PinChangeInterrupts {
  readonly #cpu: AvrCpu;
  readonly #interrupts: readonly AvrInterrupt[];

  constructor(cpu: AvrCpu, ports: readonly Port[]) {
    this.#cpu = cpu;
    this.#interrupts = ports.map((_, index) => ({
      address: FIRST_VECTOR + 2 * index,
      flagRegister: PCIFR,
      flagMask: 1 << index,
      enableRegister: PCICR,
      enableMask: 1 << index,
    }));
    for (const [index, port] of ports.entries()) port.onPins((pins, before) => this.#see(index, pins ^ before));
    cpu.writeHooks[PCICR] = (value) => {
      cpu.data[PCICR] = value;
      for (const interrupt of this.#interrupts) cpu.updateInterruptEnable(interrupt, value);
      return true;
    };
    cpu.writeHooks[PCIFR] = (value, _old, _address, mask) => {
      for (const interrupt of this.#interrupts) cpu.clearInterruptByFlag(interrupt, value & mask);
      return true;
    };
  }

  #see(index: number, changed: number): void {
    if (((this.#cpu.data[PCMSK0 + index] as number) & changed) === 0) return;
    this.#cpu.setInterruptFlag(this.#interrupts[index] as AvrInterrupt);
  }
}
