import { CPU } from 'avr8js';
import { CycleQueue } from './cycle-queue.ts';
import type { DecodedProgram } from './decoded-program.ts';
import type { Operation } from './operation.ts';

type AVRClockEventCallback = () => void;
/** How avr8js describes an interrupt: its vector, and where its flag and its enabling bit are. */
export type Interrupt = Parameters<CPU['setInterruptFlag']>[0];

const SLEEP = 0x9588;
const SREG = 0x5f;
const SREG_I = 0x80;
const SMCR = 0x53;
const SLEEP_ENABLED = 0x01;
const SLEEP_MODE = 0x0e;
/** Data sheet 7.7.1: four cycles at least, four more out of sleep; the emulator's own entry takes two. */
const ENTRY_CYCLES_MORE = 2;
const WAKING_CYCLES = 4;

interface Later {
  readonly dueCycles: number;
  readonly callback: AVRClockEventCallback;
}

/**
 * The processor of avr8js with a queue of our own, an instruction between the enabling of interrupts and the first of
 * them (else SEI, SLEEP loses a wake-up), and SLEEP as a leap to the next thing that happens.
 */
export class AvrCpu extends CPU {
  readonly queue = new CycleQueue();
  /** `run` goes on while the cycle counter is below it; whatever others could see lowers it. */
  limitCycles = Number.NEGATIVE_INFINITY;
  /** Instructions that were executed: what a bench compares with bare avr8js. */
  instructionCount = 0;
  #isAsleep = false;
  #later: Later[] = [];
  readonly #laterSlot = this.queue.slot(() => this.#fireLater());
  readonly #onDeepSleep: (mode: number) => void;
  readonly #program: DecodedProgram;

  constructor(flash: Uint16Array, program: DecodedProgram, sramBytes: number, onDeepSleep: (mode: number) => void) {
    super(flash, sramBytes);
    this.#program = program;
    // A fraction once, so that the engine keeps a double here and need not think again beyond 2^30 cycles.
    this.cycles = 0.5;
    this.cycles = 0;
    this.#onDeepSleep = onDeepSleep;
  }

  get isAsleep(): boolean {
    return this.#isAsleep;
  }

  /** Until the limit, or that many instructions. */
  run(instructionCountMax: number): void {
    const { stretches } = this.#program;
    const { data, progBytes } = this;
    let count = 0;
    while (this.cycles < this.limitCycles && count < instructionCountMax) {
      if (this.#isAsleep) {
        this.#sleep();
        continue;
      }
      const { pc } = this;
      const stretch = stretches[pc];
      if (stretch !== undefined && !this.isDisturbed(stretch.cyclesMax)) {
        const before = data[SREG] as number;
        const done = stretch.run(this, data, progBytes);
        // It may have ended before its first instruction: that one is for the processor itself.
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

  /** Behind an instruction: what is due, and who interrupts if that was allowed before it and is allowed now. */
  #heed(before: number): void {
    if (this.cycles >= this.queue.nextCycles) this.queue.fire(this.cycles);
    if (this.nextInterrupt >= 0 && (before & (this.data[SREG] as number) & SREG_I) !== 0) this.#enterInterrupt();
  }

  /** What avr8js's own parts ask for (converter, EEPROM); rare. */
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

  /** Something happens, or somebody interrupts, in less than so many cycles. */
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
