import type { AvrCpu } from '../cpu/avr-cpu.ts';

const MCUCR = 0x55;
/** Bits of MCUCR (data sheet 10.11.2, 12.5.2 and 14.4.1). */
const BODS = 0x40;
const BODSE = 0x20;
const PUD = 0x10;
const IVSEL = 0x02;
const IVCE = 0x01;
/** IVSEL and BODS have to follow their enabling write within this many cycles (data sheet 10.11.2 and 12.5.2). */
const CHANGE_CYCLES = 4;
/** SLEEP has to follow BODS within this many cycles (data sheet 10.11.2). */
const BODS_CYCLES = 3;

/** Control register MCUCR: pull-ups, place of the interrupt vectors, brown-out detector in sleep. */
export class ControlRegister {
  readonly #cpu: AvrCpu;
  #vectorsUntilCycles = -1;
  #bodUntilCycles = -1;
  #bodOffUntilCycles = -1;

  constructor(cpu: AvrCpu, bootWord: number, onPullUps: () => void) {
    this.#cpu = cpu;
    cpu.writeHooks[MCUCR] = (value, old) => {
      const vectors = this.#vectors(value, old);
      cpu.vectorBase = vectors === 0 ? 0 : bootWord;
      this.#brownOut(value);
      cpu.data[MCUCR] = (value & PUD) | vectors;
      if (((value ^ old) & PUD) !== 0) onPullUps();
      return true;
    };
  }

  /** True if a SLEEP at this moment switches off the brown-out detector for the time of the sleep. */
  get switchesBrownOutOff(): boolean {
    return this.#cpu.cycles <= this.#bodOffUntilCycles;
  }

  #vectors(value: number, old: number): number {
    const mayChange = this.#cpu.cycles <= this.#vectorsUntilCycles;
    this.#vectorsUntilCycles = (value & IVCE) !== 0 ? this.#cpu.cycles + CHANGE_CYCLES : -1;
    return (mayChange && (value & IVCE) === 0 ? value : old) & IVSEL;
  }

  #brownOut(value: number): void {
    const { cycles } = this.#cpu;
    if ((value & (BODS | BODSE)) === (BODS | BODSE)) this.#bodUntilCycles = cycles + CHANGE_CYCLES;
    else if ((value & BODS) !== 0 && cycles <= this.#bodUntilCycles) this.#bodOffUntilCycles = cycles + BODS_CYCLES;
    else this.#bodOffUntilCycles = -1;
  }
}
