import { eepromConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { IoClock } from '../power/io-clock.ts';
import type { SystemClock, TickTimer } from '../power/system-clock.ts';
import type { EepromMemory } from './eeprom-memory.ts';

const { EECR, EEDR, EEARL, EEARH, eepromReadyInterrupt } = eepromConfig;
/** Bits of EECR (data sheet 8.6.3). */
const EEPM1 = 0x20;
const EEPM0 = 0x10;
const EERIE = 0x08;
const EEMPE = 0x04;
const EEPE = 0x02;
const EERE = 0x01;
/** EEPE has to follow EEMPE within this many cycles (data sheet 8.6.3). */
const ENABLED_CYCLES = 4;
/** Cycles for which a read and the start of a write halt the processor (data sheet 8.6.3). */
const READ_CYCLES = 4;
const WRITE_CYCLES = 2;

/**
 * Control of the EEPROM (data sheet 8.4). Its own oscillator times a write, which goes on in sleep and after a reset. The
 * interrupt of its end wakes the chip only from idle and noise reduction (data sheet table 10-1).
 */
export class Eeprom {
  readonly #cpu: AvrCpu;
  readonly #memory: EepromMemory;
  readonly #clock: SystemClock;
  readonly #readyClock: IoClock;
  readonly #timer: TickTimer;
  readonly #interrupt: AvrInterrupt = {
    address: eepromReadyInterrupt,
    flagRegister: EECR,
    flagMask: EEPE,
    enableRegister: EECR,
    enableMask: EERIE,
    constant: true,
    inverseFlag: true,
  };
  #enabledUntilCycles = -1;

  constructor(cpu: AvrCpu, clock: SystemClock, readyClock: IoClock, memory: EepromMemory) {
    this.#cpu = cpu;
    this.#readyClock = readyClock;
    readyClock.onStop(() => cpu.clearInterrupt(this.#interrupt, false));
    readyClock.onStart(() => cpu.updateInterruptEnable(this.#interrupt, cpu.data[EECR] as number));
    this.#clock = clock;
    this.#memory = memory;
    this.#timer = clock.timer(() => this.#finish());
    const { write } = memory;
    if (write !== undefined) {
      cpu.data[EECR] = EEPE;
      this.#timer.set(write.dueTicks);
    }
    cpu.readHooks[EECR] = () => (cpu.data[EECR] as number) | (this.#isEnabled ? EEMPE : 0);
    cpu.writeHooks[EECR] = (value) => this.#control(value);
    for (const register of [EEARL, EEARH]) {
      cpu.writeHooks[register] = (value) => {
        if (!this.#isBusy) cpu.data[register] = value;
        return true;
      };
    }
  }

  get #isEnabled(): boolean {
    return this.#cpu.cycles < this.#enabledUntilCycles;
  }

  get #isBusy(): boolean {
    return ((this.#cpu.data[EECR] as number) & EEPE) !== 0;
  }

  get #address(): number {
    const { data } = this.#cpu;
    return ((data[EEARH] as number) << 8) | (data[EEARL] as number);
  }

  #control(value: number): true {
    const cpu = this.#cpu;
    const isBusy = this.#isBusy;
    const mayWrite = this.#isEnabled && !isBusy;
    const old = cpu.data[EECR] as number;
    const mode = (isBusy ? old : value) & (EEPM1 | EEPM0);
    cpu.data[EECR] = mode | (value & EERIE) | (old & EEPE);
    this.#enabledUntilCycles = (value & EEMPE) !== 0 ? cpu.cycles + ENABLED_CYCLES : -1;
    if ((value & EEPE) !== 0 && mayWrite) this.#begin(mode);
    else if ((value & EERE) !== 0 && !isBusy) {
      cpu.data[EEDR] = this.#memory.read(this.#address);
      cpu.cycles += READ_CYCLES;
    }
    cpu.updateInterruptEnable(this.#interrupt, cpu.data[EECR] as number);
    return true;
  }

  /** Mode EEPM = 3 is reserved, and does nothing here. */
  #begin(mode: number): void {
    const cpu = this.#cpu;
    const steps = { erases: (mode & EEPM1) === 0, programs: (mode & EEPM0) === 0 };
    this.#enabledUntilCycles = -1;
    if (!(steps.erases || steps.programs)) return;
    const value = cpu.data[EEDR] as number;
    const { nowTicks, ticksPerUs } = this.#clock;
    const dueTicks = this.#memory.begin(this.#address, value, steps, nowTicks, ticksPerUs);
    this.#timer.set(dueTicks);
    cpu.data[EECR] = (cpu.data[EECR] as number) | EEPE;
    cpu.clearInterrupt(this.#interrupt, false);
    cpu.cycles += WRITE_CYCLES;
  }

  #finish(): void {
    const { data } = this.#cpu;
    this.#memory.finish();
    if (this.#readyClock.isStopped) data[EECR] = (data[EECR] as number) & ~EEPE;
    else this.#cpu.setInterruptFlag(this.#interrupt);
  }
}
