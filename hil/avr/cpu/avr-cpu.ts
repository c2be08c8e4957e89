import { CPU } from 'avr8js';
import { CycleQueue } from './cycle-queue.ts';
import type { DecodedProgram } from './decoded-program.ts';
import type { Operation } from './operation.ts';

type AVRClockEventCallback = () => void;
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

interface Later {
  readonly dueCycles: number;
  readonly callback: AVRClockEventCallback;
}

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
  #isAsleep = false;
  #later: Later[] = [];
  readonly #laterSlot = this.queue.slot(() => this.#fireLater());
  readonly #onDeepSleep: (mode: number) => void;
  readonly #program: DecodedProgram;

  constructor(flash: Uint16Array, program: DecodedProgram, sramBytes: number, onDeepSleep: (mode: number) => void) {
    super(flash, sramBytes);
    this.#program = program;
    // Starts with a fraction, so that the engine stores a double. Otherwise it would discard compiled code at 2^30
    // cycles.
    this.cycles = 0.5;
    this.cycles = 0;
    this.#onDeepSleep = onDeepSleep;
  }

  get isAsleep(): boolean {
    return this.#isAsleep;
  }

  /** Runs until the limit, or for at most `instructionCountMax` instructions. */
  run(instructionCountMax: number): void {
    const { stretches } = this.#program;
    const { data, progBytes } = this;
    let count = 0;
    while (this.cycles < this.limitCycles && count < instructionCountMax) {
      if (this.#isAsleep && !this.#wakes()) break;
      const { pc } = this;
      const stretch = stretches[pc];
      if (stretch !== undefined && !this.isDisturbed(stretch.cyclesMax)) {
        const before = data[SREG] as number;
        const done = stretch.run(this, data, progBytes);
        // A stretch may return before its first instruction. The processor then executes that instruction itself.
        if (done > 0) {
          count += done;
          if (stretches[this.pc] === undefined) this.#program.visit(this.pc);
          this.#heed(before);
          continue;
        }
      }
      this.#one(pc);
      count += 1;
    }
    this.instructionCount += count;
  }

  /** Sleeps until the chip wakes, or to the limit. Returns true if it runs on before the limit. */
  #wakes(): boolean {
    while (this.#isAsleep && this.cycles < this.limitCycles) {
      const isInterrupted = this.nextInterrupt >= 0 && this.interruptsEnabled;
      if (this.staysWhereItSleeps && !isInterrupted && this.queue.nextCycles >= this.limitCycles) return false;
      const fromCycles = this.cycles;
      this.#sleep();
      this.sleptCycles += this.cycles - fromCycles;
    }
    return this.cycles < this.limitCycles;
  }

  #one(pc: number): void {
    const { data } = this;
    const { operations, a, b, stretches, endsStretch } = this.#program;
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

  /** Schedules an event for parts of avr8js (converter, EEPROM). Such events are rare. */
  override addClockEvent(callback: AVRClockEventCallback, cycles: number): AVRClockEventCallback {
    const later = { dueCycles: this.cycles + Math.max(1, cycles), callback };
    const after = this.#later.findIndex((other) => other.dueCycles > later.dueCycles);
    this.#later.splice(after < 0 ? this.#later.length : after, 0, later);
    this.#setLater();
    return callback;
  }

  override clearClockEvent(callback: AVRClockEventCallback): boolean {
    const index = this.#later.findIndex((later) => later.callback === callback);
    if (index < 0) return false;
    this.#later.splice(index, 1);
    this.#setLater();
    return true;
  }

  /** Returns true if an event or an interrupt is due within that many cycles. */
  isDisturbed(cycles: number): boolean {
    const end = this.cycles + cycles;
    if (end >= this.queue.nextCycles || end > this.limitCycles) return true;
    return this.nextInterrupt >= 0 && ((this.data[SREG] as number) & SREG_I) !== 0;
  }

  #setLater(): void {
    this.queue.set(this.#laterSlot, this.#later[0]?.dueCycles ?? Number.POSITIVE_INFINITY);
  }

  #fireLater(): void {
    const first = this.#later.shift();
    this.#setLater();
    first?.callback();
  }

  #fallAsleep(): void {
    const mode = ((this.data[SMCR] as number) & SLEEP_MODE) >> 1;
    if (mode !== 0) this.#onDeepSleep(mode);
    this.#isAsleep = true;
    this.pc += 1;
    this.cycles += 1;
    if (this.cycles >= this.queue.nextCycles) this.queue.fire(this.cycles);
  }

  #sleep(): void {
    if (this.nextInterrupt >= 0 && this.interruptsEnabled) {
      this.#isAsleep = false;
      this.cycles += WAKING_CYCLES;
      this.#enterInterrupt();
      return;
    }
    const { nextCycles } = this.queue;
    this.cycles = Math.max(this.cycles, Math.min(nextCycles, this.limitCycles));
    if (nextCycles <= this.cycles) this.queue.fire(this.cycles);
  }

  #enterInterrupt(): void {
    this.tick();
    this.cycles += ENTRY_CYCLES_MORE;
    if (this.#program.stretches[this.pc] === undefined) this.#program.visit(this.pc);
  }
}
