import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { SlotNumber } from '../cpu/cycle-queue.ts';

const CLKPR = 0x61;
const CLKPCE = 0x80;
const CLKPS = 0x0f;
/** The new division has to follow the enabling write within this many cycles (data sheet 9.11). */
const CHANGE_CYCLES = 4;
/** Largest exponent of the division: 256. Larger ones are reserved (data sheet table 9-17). */
const EXPONENT_MAX = 8;
/** Exponent with fuse CKDIV8: a division by 8 (data sheet 9.12.2). */
const EXPONENT_OF_FUSE = 3;

/** Event at a time that does not depend on the prescaler of the clock. */
export interface TickTimer {
  /** Sets the event. It replaces the previous one; Infinity clears it. */
  set(dueTicks: number): void;
}

/**
 * Clock source and its prescaler (data sheet 9). A tick is a period of the source. A cycle is a period of the divided
 * clock, which runs the processor and most peripherals. Both counts advance during sleep. What the chip's clock does
 * not drive (line, watchdog, EEPROM, the world around the chip) is timed in ticks.
 */
export class SystemClock {
  readonly ticksPerUs: number;
  readonly #cpu: AvrCpu;
  readonly #timers: { readonly slot: SlotNumber; dueTicks: number }[] = [];
  readonly #listeners: ((slowdown: number) => void)[] = [];
  #division: number;
  #anchorCycles: number;
  #anchorTicks: number;
  #limitTicks = Number.NEGATIVE_INFINITY;
  #changeUntilCycles = -1;

  /** Starts at the processor's present cycle, which is also the present tick. */
  constructor(cpu: AvrCpu, sourceMhz: number, startsDivided: boolean) {
    this.#cpu = cpu;
    this.ticksPerUs = sourceMhz;
    this.#anchorCycles = cpu.cycles;
    this.#anchorTicks = cpu.cycles;
    const exponent = startsDivided ? EXPONENT_OF_FUSE : 0;
    this.#division = 2 ** exponent;
    cpu.data[CLKPR] = exponent;
    cpu.writeHooks[CLKPR] = (value) => this.#write(value);
  }

  /** Ticks in a cycle. */
  get division(): number {
    return this.#division;
  }

  get nowTicks(): number {
    return this.ticksAt(this.#cpu.cycles);
  }

  get hz(): number {
    return (this.ticksPerUs * 1_000_000) / this.#division;
  }

  ticksAt(cycles: number): number {
    return this.#anchorTicks + (cycles - this.#anchorCycles) * this.#division;
  }

  /** Returns the first cycle at or after a tick. */
  cyclesAt(ticks: number): number {
    return this.#anchorCycles + Math.ceil((ticks - this.#anchorTicks) / this.#division);
  }

  /** Time at which the processor's `run` returns. */
  get limitTicks(): number {
    return this.#limitTicks;
  }

  set limitTicks(ticks: number) {
    this.#limitTicks = ticks;
    this.#cpu.limitCycles = this.cyclesAt(ticks);
  }

  timer(fire: () => void): TickTimer {
    const timer = { dueTicks: Number.POSITIVE_INFINITY, slot: this.#cpu.queue.slot(() => fire()) };
    this.#timers.push(timer);
    return {
      set: (dueTicks) => {
        timer.dueTicks = dueTicks;
        this.#cpu.queue.set(timer.slot, this.cyclesAt(dueTicks));
      },
    };
  }

  /** Calls after a new division, with the old one divided by the new one. */
  onChange(listener: (slowdown: number) => void): void {
    this.#listeners.push(listener);
  }

  #write(value: number): true {
    const cpu = this.#cpu;
    if (value === CLKPCE) {
      this.#changeUntilCycles = cpu.cycles + CHANGE_CYCLES;
      cpu.data[CLKPR] = (cpu.data[CLKPR] as number) | CLKPCE;
    } else if ((value & CLKPCE) === 0 && cpu.cycles <= this.#changeUntilCycles) {
      this.#changeUntilCycles = -1;
      cpu.data[CLKPR] = value & CLKPS;
      this.#divide(2 ** Math.min(EXPONENT_MAX, value & CLKPS));
    }
    return true;
  }

  #divide(division: number): void {
    if (division === this.#division) return;
    const nowCycles = this.#cpu.cycles;
    this.#anchorTicks = this.ticksAt(nowCycles);
    this.#anchorCycles = nowCycles;
    const slowdown = this.#division / division;
    this.#division = division;
    this.limitTicks = this.#limitTicks;
    const { queue } = this.#cpu;
    for (const { slot, dueTicks } of this.#timers) {
      if (queue.dueCycles(slot) !== Number.POSITIVE_INFINITY) queue.set(slot, this.cyclesAt(dueTicks));
    }
    for (const listener of this.#listeners) listener(slowdown);
  }
}
