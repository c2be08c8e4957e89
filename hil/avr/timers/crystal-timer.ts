import { timer2Config } from 'avr8js';
import type { AvrCpu } from '../cpu/avr-cpu.ts';
import { lacking } from '../cpu/lacking.ts';
import type { IoClock, IoSlot } from '../power/io-clock.ts';
import type { SystemClock } from '../power/system-clock.ts';
import type { Prescaler } from './prescaler.ts';
import type { Timer } from './timer.ts';

const ASSR = 0xb6;
/** Bits of ASSR (data sheet 18.11.8). */
const EXCLK = 0x40;
const AS2 = 0x20;
const CRYSTAL_HZ = 32_768;
/** A write takes effect at the second edge of the crystal's clock (data sheet 18.9). */
const UPDATE_EDGES = 2;

const { TCNT, OCRA, OCRB, TCCRA, TCCRB, compAInterrupt, compBInterrupt, ovfInterrupt } = timer2Config;
const INTERRUPTS: readonly number[] = [compAInterrupt, compBInterrupt, ovfInterrupt];
/** Registers that wait for an edge, with their busy bits in ASSR. */
const REGISTERS = [
  { register: TCNT, busy: 0x10, blocksCompare: true },
  { register: OCRA, busy: 0x08, blocksCompare: true },
  { register: OCRB, busy: 0x04, blocksCompare: true },
  { register: TCCRA, busy: 0x02, blocksCompare: false },
  { register: TCCRB, busy: 0x01, blocksCompare: false },
] as const;

/** Clocks of the timers. */
export interface TimerClocks {
  readonly clock: SystemClock;
  readonly ioClock: IoClock;
  readonly crystalClock: IoClock;
  /** True if a crystal of timer 2 has pins of its own. */
  readonly hasCrystalPins: boolean;
}

type Hook = AvrCpu['writeHooks'][number];

class WaitingRegister {
  readonly busy: number;
  readonly blocksCompare: boolean;
  readonly #cpu: AvrCpu;
  readonly #register: number;
  readonly #inner: Hook;
  readonly #slot: IoSlot;
  #value = 0;

  constructor(cpu: AvrCpu, ioClock: IoClock, row: (typeof REGISTERS)[number], onDone: () => void) {
    this.#cpu = cpu;
    this.busy = row.busy;
    this.blocksCompare = row.blocksCompare;
    this.#register = row.register;
    this.#inner = cpu.writeHooks[row.register] as Hook;
    this.#slot = ioClock.slot(() => {
      cpu.data[ASSR] = (cpu.data[ASSR] as number) & ~this.busy;
      this.apply(this.#value);
      onDone();
    });
  }

  get value(): number {
    return this.#value;
  }

  apply(value: number): true {
    this.#inner(value, this.#cpu.data[this.#register] as number, this.#register, 0xff);
    return true;
  }

  wait(value: number, dueCycles: number): void {
    this.#value = value;
    this.#cpu.data[ASSR] = (this.#cpu.data[ASSR] as number) | this.busy;
    this.#slot.set(dueCycles);
  }
}

/**
 * Timer 2 on its 32,768 Hz crystal (data sheet 18.9). Writes wait for the crystal's clock, and their busy bits say so.
 * A sleep that begins earlier keeps them waiting, without compare matches. After a sleep the count reads as before it
 * until the next edge. A sleep that begins within a period after the timer woke the chip has no interrupt of the timer. The crystal is assumed to run when AS2 is set.
 */
export class CrystalTimer {
  readonly #cpu: AvrCpu;
  readonly #clock: SystemClock;
  readonly #hasPins: boolean;
  readonly #timer: Timer;
  readonly #prescaler: Prescaler;
  readonly #registers: readonly WaitingRegister[];
  #crystalZeroCycles = 0;
  #staleCount = 0;
  #staleUntilCycles = -1;
  /** Cycle at which the timer last woke the chip. */
  #wokeCycles = Number.NEGATIVE_INFINITY;

  constructor(cpu: AvrCpu, { clock, ioClock, hasCrystalPins }: TimerClocks, timer: Timer, prescaler: Prescaler) {
    this.#cpu = cpu;
    this.#clock = clock;
    this.#hasPins = hasCrystalPins;
    this.#timer = timer;
    this.#prescaler = prescaler;
    this.#registers = REGISTERS.map((row) => new WaitingRegister(cpu, ioClock, row, () => this.#block()));
    for (const [index, { register }] of REGISTERS.entries()) this.#hook(index, register);
    this.#hookReads();
    cpu.writeHooks[ASSR] = (value) => this.#select(value);
    clock.onChange((slowdown) => {
      if (!this.isOn) return;
      this.#crystalZeroCycles = cpu.cycles - (cpu.cycles - this.#crystalZeroCycles) * slowdown;
      prescaler.rescale(cpu.cycles, slowdown);
      timer.resume();
    });
    ioClock.onStop(() => {
      this.#staleCount = timer.count;
      if (this.isOn && cpu.cycles - this.#wokeCycles < clock.hz / CRYSTAL_HZ) timer.isMuted = true;
    });
    ioClock.onStart(() => {
      if (!this.isOn) return;
      this.#staleUntilCycles = this.#edgeCycles(1);
      timer.isMuted = false;
    });
  }

  /** True while the crystal drives the timer. */
  get isOn(): boolean {
    return ((this.#cpu.data[ASSR] as number) & AS2) !== 0;
  }

  /** Takes notice of the event that wakes the chip. */
  seeWakeUp(): void {
    if (this.isOn && INTERRUPTS.includes(this.#cpu.nextInterrupt)) this.#wokeCycles = this.#cpu.cycles;
  }

  /** Goes on after the crystal stood. */
  shift(stoodCycles: number): void {
    this.#crystalZeroCycles += stoodCycles;
    this.#prescaler.zeroCycles += stoodCycles;
    this.#timer.resume();
  }

  #hook(index: number, register: number): void {
    const waiting = this.#registers[index] as WaitingRegister;
    this.#cpu.writeHooks[register] = (value) => {
      if (!this.isOn) return waiting.apply(value);
      waiting.wait(value, this.#edgeCycles(UPDATE_EDGES));
      this.#block();
      return true;
    };
  }

  #hookReads(): void {
    const { readHooks, data } = this.#cpu;
    const readCount = readHooks[TCNT] as (address: number) => number;
    readHooks[TCNT] = (address) => (this.#cpu.cycles < this.#staleUntilCycles ? this.#staleCount : readCount(address));
    // A register that waits for the crystal is read with the value that was written to it.
    for (const [index, { register, busy }] of REGISTERS.entries()) {
      if (register === TCNT) continue;
      const inner = readHooks[register];
      readHooks[register] = (address) => {
        if (((data[ASSR] as number) & busy) !== 0) return (this.#registers[index] as WaitingRegister).value;
        return inner === undefined ? (data[register] as number) : inner(address);
      };
    }
  }

  #block(): void {
    const busy = this.#cpu.data[ASSR] as number;
    this.#timer.isCompareBlocked = this.#registers.some((one) => one.blocksCompare && (busy & one.busy) !== 0);
  }

  #select(value: number): true {
    if ((value & EXCLK) !== 0) throw lacking('an external clock of timer 2 (EXCLK)', 'Use the 32,768 Hz crystal.');
    if ((value & AS2) !== 0 && !this.#hasPins)
      throw lacking(
        'a crystal of timer 2 at the pins of the system clock',
        'Choose the internal oscillator by fuse byte `low`.',
      );
    const { cycles, data } = this.#cpu;
    const isOn = (value & AS2) !== 0;
    if (isOn === this.isOn) return true;
    const restart = this.#timer.pause();
    data[ASSR] = isOn ? AS2 : 0;
    this.#crystalZeroCycles = cycles;
    this.#prescaler.zeroCycles = cycles;
    this.#prescaler.periodCycles = isOn ? this.#clock.hz / CRYSTAL_HZ : 1;
    restart();
    return true;
  }

  /** Returns the cycle of the n-th edge of the crystal's clock from now on. */
  #edgeCycles(n: number): number {
    const periodCycles = this.#clock.hz / CRYSTAL_HZ;
    const edges = Math.floor((this.#cpu.cycles - this.#crystalZeroCycles) / periodCycles);
    return Math.ceil(this.#crystalZeroCycles + (edges + n) * periodCycles);
  }
}
