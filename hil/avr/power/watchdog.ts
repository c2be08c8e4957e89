import { watchdogConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { SlotNumber } from '../cpu/cycle-queue.ts';

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
/**
 * Shortest time-out: 2048 cycles of the 128 kHz oscillator, in cycles of 16 MHz. Each step of the prescaler doubles it
 * (data sheet table 11-2).
 */
const SHORTEST_CYCLES = 256_000;

/**
 * Watchdog with its own oscillator. After a watchdog reset it stays on, with its shortest time-out, until WDRF is
 * cleared.
 */
export class Watchdog {
  readonly #cpu: AvrCpu;
  readonly #slot: SlotNumber;
  readonly #onBite: () => void;
  readonly #interrupt: AvrInterrupt = {
    address: watchdogInterrupt,
    flagRegister: WDTCSR,
    flagMask: WDIF,
    enableRegister: WDTCSR,
    enableMask: WDIE,
  };
  #changeUntilCycles = -1;

  constructor(cpu: AvrCpu, onBite: () => void) {
    this.#cpu = cpu;
    this.#onBite = onBite;
    this.#slot = cpu.queue.slot(() => this.#timeout());
    cpu.onWatchdogReset = () => this.#restart();
    cpu.writeHooks[WDTCSR] = (value, old) => this.#write(value, old);
    if (((cpu.data[MCUSR] as number) & WATCHDOG_RESET_FLAG) !== 0) cpu.data[WDTCSR] = WDE;
    this.#restart();
  }

  get #control(): number {
    return this.#cpu.data[WDTCSR] as number;
  }

  #write(value: number, old: number): true {
    const cpu = this.#cpu;
    const mayChange = cpu.cycles <= this.#changeUntilCycles;
    if ((value & (WDCE | WDE)) === (WDCE | WDE)) this.#changeUntilCycles = cpu.cycles + CHANGE_CYCLES;
    const isForced = ((cpu.data[MCUSR] as number) & WATCHDOG_RESET_FLAG) !== 0;
    const timing = mayChange ? value & PROTECTED : old & PROTECTED;
    // WDE may be set at any time. It cannot be cleared while WDRF is set.
    const enable = (isForced ? WDE : 0) | (value & WDE);
    cpu.data[WDTCSR] = (value & WDIE) | (old & WDIF & ~value) | timing | enable;
    cpu.updateInterruptEnable(this.#interrupt, this.#control);
    this.#restart();
    return true;
  }

  #restart(): void {
    if ((this.#control & (WDE | WDIE)) === 0) {
      this.#cpu.queue.clear(this.#slot);
      return;
    }
    const prescaler = (this.#control & 7) | ((this.#control & 0x20) >> 2);
    this.#cpu.queue.set(this.#slot, this.#cpu.cycles + SHORTEST_CYCLES * 2 ** Math.min(9, prescaler));
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
