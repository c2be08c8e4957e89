import { watchdogConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { SystemClock, TickTimer } from './system-clock.ts';

const { WDTCSR, MCUSR, watchdogInterrupt } = watchdogConfig;
/** WDRF in MCUSR (data sheet 11.9.1). */
const WATCHDOG_RESET_FLAG = 0x08;
/** Bits of WDTCSR (data sheet 11.9.2). */
const WDIF = 0x80;
const WDIE = 0x40;
const WDCE = 0x10;
const WDE = 0x08;
const PROTECTED = 0x2f;
const CHANGE_CYCLES = 4;
/** Shortest time-out: 2048 cycles of the 128 kHz oscillator. Each step of the prescaler doubles it (data sheet table 11-2). */
const SHORTEST_US = 16_000;

/**
 * Watchdog with its own oscillator, which runs in every sleep mode. Fuse WDTON keeps the reset mode on. After a watchdog reset it stays on, with its shortest time-out, until WDRF is
 * cleared.
 */
export class Watchdog {
  readonly #cpu: AvrCpu;
  readonly #clock: SystemClock;
  readonly #timer: TickTimer;
  readonly #isAlwaysOn: boolean;
  readonly #onBite: () => void;
  readonly #interrupt: AvrInterrupt = {
    address: watchdogInterrupt,
    flagRegister: WDTCSR,
    flagMask: WDIF,
    enableRegister: WDTCSR,
    enableMask: WDIE,
  };
  #changeUntilCycles = -1;

  constructor(cpu: AvrCpu, clock: SystemClock, isAlwaysOn: boolean, onBite: () => void) {
    this.#cpu = cpu;
    this.#clock = clock;
    this.#isAlwaysOn = isAlwaysOn;
    this.#onBite = onBite;
    this.#timer = clock.timer(() => this.#timeout());
    cpu.onWatchdogReset = () => this.#restart();
    cpu.writeHooks[WDTCSR] = (value, old) => this.#write(value, old);
    if (isAlwaysOn || ((cpu.data[MCUSR] as number) & WATCHDOG_RESET_FLAG) !== 0) cpu.data[WDTCSR] = WDE;
    this.#restart();
  }

  get #control(): number {
    return this.#cpu.data[WDTCSR] as number;
  }

  #write(value: number, old: number): true {
    const cpu = this.#cpu;
    const mayChange = cpu.cycles <= this.#changeUntilCycles;
    if ((value & (WDCE | WDE)) === (WDCE | WDE)) this.#changeUntilCycles = cpu.cycles + CHANGE_CYCLES;
    const isForced = this.#isAlwaysOn || ((cpu.data[MCUSR] as number) & WATCHDOG_RESET_FLAG) !== 0;
    const timing = mayChange ? value & PROTECTED : old & PROTECTED;
    // WDE may be set at any time. It cannot be cleared while WDRF is set.
    const enable = (isForced ? WDE : 0) | (value & WDE);
    cpu.data[WDTCSR] = (this.#isAlwaysOn ? 0 : value & WDIE) | (old & WDIF & ~value) | timing | enable;
    cpu.updateInterruptEnable(this.#interrupt, this.#control);
    this.#restart();
    return true;
  }

  #restart(): void {
    if ((this.#control & (WDE | WDIE)) === 0) {
      this.#timer.set(Number.POSITIVE_INFINITY);
      return;
    }
    const prescaler = (this.#control & 7) | ((this.#control & 0x20) >> 2);
    const timeoutUs = SHORTEST_US * 2 ** Math.min(9, prescaler);
    this.#timer.set(this.#clock.nowTicks + timeoutUs * this.#clock.ticksPerUs);
  }

  #timeout(): void {
    if ((this.#control & WDIE) !== 0) {
      this.#cpu.setInterruptFlag(this.#interrupt);
      if ((this.#control & WDE) !== 0) this.#cpu.data[WDTCSR] = this.#control & ~WDIE;
      this.#restart();
    } else {
      this.#onBite();
    }
  }
}
