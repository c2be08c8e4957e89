import { CPU } from 'avr8js';
import { CycleQueue } from './cycle-queue.ts';
import type { DecodedProgram } from './decoded-program.ts';
import type { CpuWatch } from './insight.ts';
import type { Operation } from './operation.ts';
import type { CodeStretch } from './stretch.ts';

/** Interrupt in the form of avr8js: vector, flag bit and enable bit. */
export type AvrInterrupt = Parameters<CPU['setInterruptFlag']>[0];

const SLEEP = 0x9588;
const SREG = 0x5f;
const SREG_I = 0x80;
const SMCR = 0x53;
const SLEEP_ENABLED = 0x01;
const SLEEP_MODE = 0x0e;
/** Cycles of an interrupt entry beyond avr8js's two. Data sheet 7.7.1: four at least, four more out of sleep. */
const ENTRY_CYCLES_MORE = 2;
const WAKING_CYCLES = 4;
const NEVER = Number.POSITIVE_INFINITY;

/** Reacts to sleep deeper than idle, which stops clocks. */
export interface SleepControl {
  /** Stops the clocks of a mode of SMCR. */
  enter(mode: number): void;
  /** Begins to start the clocks again. Returns the cycle at which they run. */
  wakeCycles(): number;
  /** Starts the clocks. */
  leave(): void;
}

/** Sets the level of an output pin that a timer drives; undefined: the port drives it. */
export type PinDriver = (port: number, pin: number, isHigh: boolean | undefined) => void;

/**
 * avr8js's processor with an event queue of its own. After interrupts are enabled, one instruction runs before the
 * first interrupt. Otherwise SEI followed by SLEEP would lose a wake-up. SLEEP advances to the next event at once.
 */
export class AvrCpu extends CPU {
  readonly queue = new CycleQueue();
  /** Cycle at which `run` returns. An event that other parts can observe lowers it. */
  limitCycles = Number.NEGATIVE_INFINITY;
  /** Number of executed instructions, to compare with plain avr8js. */
  instructionCount = 0;
  /** Cycles spent asleep, to state the share of time awake. */
  sleptCycles = 0;
  /**
   * True if `run` returns as soon as the chip sleeps beyond the limit. `cycles` then stays at its last event, so an input
   * may still come before the limit. Otherwise `cycles` advances to the limit.
   */
  staysWhereItSleeps = false;
  drivePin: PinDriver = () => undefined;
  /** Word address of the interrupt vectors: 0 or the boot section (IVSEL). */
  vectorBase = 0;
  /** Without one, each sleep mode is idle. */
  sleepControl: SleepControl = { enter: () => undefined, wakeCycles: () => this.cycles, leave: () => undefined };
  #isAsleep = false;
  #sleepMode = 0;
  /** Cycle at which the clocks run after deep sleep; Infinity while nothing wakes the chip. */
  #awakeCycles = NEVER;
  readonly #program: DecodedProgram;

  constructor(flash: Uint16Array, program: DecodedProgram, sramBytes: number) {
    super(flash, sramBytes);
    this.#program = program;
    // Starts with a fraction, so that the engine stores a double. Otherwise it would discard compiled code at 2^30
    // cycles.
    this.cycles = 0.5;
    this.cycles = 0;
  }

  get isAsleep(): boolean {
    return this.#isAsleep;
  }

  /** Cycle at which a sleeping processor acts again without a new input; Infinity if only an input wakes it. */
  get nextWakeCycles(): number {
    if (this.nextInterrupt >= 0 && this.interruptsEnabled && this.#awakeCycles === NEVER) return this.cycles;
    return Math.min(this.queue.nextCycles, this.#awakeCycles);
  }

  /** Runs until the limit, or for at most `instructionCountMax` instructions. */
  run(instructionCountMax: number): void {
    const { stretches, watch } = this.#program;
    const { data, progBytes } = this;
    let count = 0;
    while (this.cycles < this.limitCycles && count < instructionCountMax) {
      if (this.#isAsleep && !this.#wakes()) break;
      if (watch !== undefined && this.#isHeldUp(watch)) break;
      const { pc } = this;
      const stretch = stretches[pc];
      if (stretch !== undefined && !this.isDisturbed(stretch.cyclesMax)) {
        const before = data[SREG] as number;
        const done = stretch.run(this, data, progBytes);
        // A stretch may return before its first instruction. The processor then executes that instruction itself.
        if (done > 0) {
          count += done;
          this.#leave(stretch, done, before);
          continue;
        }
      }
      this.#one(pc);
      count += 1;
    }
    this.instructionCount += count;
  }

  #leave(stretch: CodeStretch, done: number, before: number): void {
    const { stretches, counts } = this.#program;
    counts?.prefix(stretch.path, done);
    if (stretches[this.pc] === undefined) this.#program.visit(this.pc);
    this.#heed(before);
  }

  /** Lets the debugger look. Returns true if it asked for a reset, which ends the run. */
  #isHeldUp(watch: CpuWatch): boolean {
    watch.before(this);
    return this.cycles >= this.limitCycles;
  }

  /** Sleeps until the chip wakes, or to the limit. Returns true if it runs on before the limit. */
  #wakes(): boolean {
    while (this.#isAsleep && this.cycles < this.limitCycles) {
      if (this.staysWhereItSleeps && this.nextWakeCycles >= this.limitCycles) return false;
      const fromCycles = this.cycles;
      this.#sleep();
      this.sleptCycles += this.cycles - fromCycles;
    }
    return this.cycles < this.limitCycles;
  }

  #one(pc: number): void {
    const { data } = this;
    const { operations, a, b, stretches, endsStretch, counts } = this.#program;
    counts?.one(pc);
    if (this.progMem[pc] === SLEEP && ((data[SMCR] as number) & SLEEP_ENABLED) !== 0) {
      this.#fallAsleep();
      return;
    }
    const before = data[SREG] as number;
    (operations[pc] as Operation)(this, a[pc] as number, b[pc] as number);
    if (endsStretch[pc] === 1 && stretches[this.pc] === undefined) this.#program.visit(this.pc);
    this.#heed(before);
  }

  /**
   * Fires due events after an instruction. Enters an interrupt if interrupts were enabled before the instruction and
   * still are.
   */
  #heed(before: number): void {
    if (this.cycles >= this.queue.nextCycles) this.queue.fire(this.cycles);
    if (this.nextInterrupt >= 0 && (before & (this.data[SREG] as number) & SREG_I) !== 0) this.#enterInterrupt();
  }

  /** Returns true if an event or an interrupt is due within that many cycles. */
  isDisturbed(cycles: number): boolean {
    const end = this.cycles + cycles;
    if (end >= this.queue.nextCycles || end > this.limitCycles) return true;
    return this.nextInterrupt >= 0 && ((this.data[SREG] as number) & SREG_I) !== 0;
  }

  #fallAsleep(): void {
    this.#isAsleep = true;
    this.pc += 1;
    this.cycles += 1;
    this.#sleepMode = ((this.data[SMCR] as number) & SLEEP_MODE) >> 1;
    if (this.#sleepMode !== 0) this.sleepControl.enter(this.#sleepMode);
    if (this.cycles >= this.queue.nextCycles) this.queue.fire(this.cycles);
  }

  #sleep(): void {
    if (this.nextInterrupt >= 0 && this.interruptsEnabled && this.#awakeCycles === NEVER) {
      if (this.#sleepMode === 0) {
        this.#wakeUp();
        return;
      }
      this.#awakeCycles = this.sleepControl.wakeCycles();
    }
    const { nextCycles } = this.queue;
    this.cycles = Math.max(this.cycles, Math.min(nextCycles, this.limitCycles, this.#awakeCycles));
    if (nextCycles <= this.cycles) this.queue.fire(this.cycles);
    if (this.cycles < this.#awakeCycles) return;
    this.#awakeCycles = NEVER;
    this.sleepControl.leave();
    this.#wakeUp();
  }

  /** Continues after sleep. A low level that ended while the clock started wakes the chip without an interrupt. */
  #wakeUp(): void {
    this.#isAsleep = false;
    this.cycles += WAKING_CYCLES;
    if (this.nextInterrupt >= 0) this.#enterInterrupt();
  }

  #enterInterrupt(): void {
    this.tick();
    this.pc += this.vectorBase;
    this.cycles += ENTRY_CYCLES_MORE;
    if (this.#program.stretches[this.pc] === undefined) this.#program.visit(this.pc);
  }
}
