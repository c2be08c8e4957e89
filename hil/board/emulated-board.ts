import { lane, type VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import type { MagneticField } from '../../firmware-sim/plant/magnetic-field.ts';
import type { AvrCpu } from '../avr/cpu/avr-cpu.ts';
import { DecodedProgram } from '../avr/cpu/decoded-program.ts';
import { EepromMemory } from '../avr/memory/eeprom-memory.ts';
import { Microcontroller, resetFlag } from '../avr/microcontroller.ts';
import { floating, levelsOfB, levelsOfD, pins } from '../avr/pins/pin-levels.ts';
import { readFuses, unoFuses } from '../avr/power/fuses.ts';
import { SerialWave } from '../avr/serial/serial-wave.ts';
import type { Participant } from '../base/board-time.ts';
import type { BenchKind } from './bench-kind.ts';
import { CLOCK_MHZ, CPU_HZ, CYCLES_PER_US } from './board-clock.ts';
import type { BoardProbe } from './board-probe.ts';
import { Workbench } from './workbench.ts';

const LF = 0x0a;
const DDRB = 0x24;
const DDRD = 0x2a;
const MCUSR = 0x54;
/** Time from power-up to the first instruction: 16k cycles and 65 ms (the fuses of an Uno). */
const START_US = 66_024;
/** Time for which Optiboot waits for a new program, after an external reset only. Each valid byte restarts the wait. */
const BOOT_LOADER_US = 1_000_000;
/**
 * Most instructions between two turns of the driver. Without this bound, a program that never sleeps would delay
 * Ctrl-C.
 */
const INSTRUCTIONS_MAX = 2_000_000;
/** This many bytes without a line end are sent on as they are. */
const OUT_BYTES_MAX = 256;

export type BoardReset = 'power' | 'reset' | 'brown' | 'dog';
const RESET_FLAG: Readonly<Record<BoardReset, number>> = {
  power: resetFlag.power,
  reset: resetFlag.external,
  brown: resetFlag.brownOut,
  dog: resetFlag.watchdog,
};
/** The board itself plays the boot loader, so the chip starts in the sketch. */
const fuses = { ...readFuses(unoFuses, CLOCK_MHZ), startsInBootSection: false };

export interface EmulatedBoardOptions {
  readonly clock: VirtualClock;
  readonly flash: Uint16Array;
  /** Decoded program of this flash. Several boards may share it, so that its code is compiled once. */
  readonly program?: DecodedProgram;
  readonly eeprom: Uint8Array;
  readonly kind: BenchKind;
  readonly seed: number;
  readonly baud: number;
  /** Relative error of the host's baud rate. Positive if its bits are too short. */
  readonly baudErrorPercent?: number;
  /** Receives bytes for the host. The time is the arrival of the last byte, in board time. */
  readonly send: (bytes: Uint8Array) => void;
  readonly probe?: BoardProbe | undefined;
}

/** ATmega328P with the flashed sketch, on a bench. It runs on the board clock, and counts its own cycles. */
export class EmulatedBoard implements Participant {
  readonly bench: Workbench;
  readonly #options: EmulatedBoardOptions;
  readonly #eeprom: EepromMemory;
  readonly #program: DecodedProgram;
  readonly #rx: SerialWave;
  #chip: Microcontroller;
  #limitCycles = 0;
  #pendingReset: BoardReset | undefined;
  #startCycles = 0;
  #isInBootLoader = false;
  #out: number[] = [];
  #isClosed = false;
  #earlierInstructions = 0;

  constructor(options: EmulatedBoardOptions) {
    this.#options = options;
    this.bench = new Workbench(options.kind, options.seed, options.probe);
    this.#program = options.program ?? new DecodedProgram(options.flash);
    const { watch } = this.#program;
    if (watch !== undefined) watch.onReset = () => this.#resetLater('reset');
    this.#eeprom = new EepromMemory(options.eeprom);
    this.#rx = new SerialWave(CPU_HZ / (options.baud * (1 + (options.baudErrorPercent ?? 0) / 100)));
    this.#chip = this.#start('power', undefined, 0);
  }

  /** Board time reached. It may exceed the requested time by a few cycles. */
  get nowCycles(): number {
    return Math.max(this.#chip.clock.nowTicks, this.#options.clock.nowUs() * CYCLES_PER_US);
  }

  get cpu(): AvrCpu {
    return this.#chip.cpu;
  }

  get eeprom(): Uint8Array {
    return this.#eeprom.bytes;
  }

  /** Number of instructions executed since power-up. */
  get instructionCount(): number {
    return this.#earlierInstructions + this.#chip.cpu.instructionCount;
  }

  /** Takes bytes from the host. Byte k begins k x 10 / baud from now, or after the bytes that are still on the line. */
  receive(bytes: Uint8Array): void {
    const { probe, clock } = this.#options;
    for (const byte of bytes) {
      const startCycles = this.#rx.send(byte, clock.nowUs() * CYCLES_PER_US);
      probe?.frame('rx', byte, startCycles, this.#rx.bitTicks);
      if (this.#isInBootLoader && startCycles < this.#startCycles) this.#bootLater(startCycles);
    }
    this.#chip.uart.heard();
  }

  /**
   * Runs to the end of the microsecond `limitUs`. Stops earlier if bytes for the host arrive earlier. Returns true if
   * it reached the limit.
   */
  advance(limitUs: number): boolean {
    this.#limitCycles = (limitUs + 1) * CYCLES_PER_US;
    const mostInstructions = this.instructionCount + INSTRUCTIONS_MAX;
    for (;;) {
      const { cpu, clock } = this.#chip;
      clock.limitTicks = this.#limitCycles;
      cpu.run(INSTRUCTIONS_MAX);
      if (this.#pendingReset !== undefined) this.reset(this.#pendingReset);
      else if (clock.nowTicks >= this.#limitCycles || this.instructionCount >= mostInstructions) break;
    }
    this.#options.probe?.upTo(Math.min(this.#chip.clock.nowTicks, this.#limitCycles));
    return this.#chip.clock.nowTicks >= this.#limitCycles;
  }

  /**
   * Resets the board: a new processor on the same memory. Pins float until the first instruction, and pending bytes are
   * lost.
   */
  reset(cause: BoardReset): void {
    const { cpu } = this.#chip;
    const nowCycles = this.nowCycles;
    const flags = cause === 'power' ? 0 : (cpu.data[MCUSR] as number);
    this.#earlierInstructions += cpu.instructionCount;
    this.#pendingReset = undefined;
    this.bench.see(floating, nowCycles);
    this.#chip = this.#start(cause, cause === 'power' ? undefined : this.#chip.sram, flags, nowCycles);
  }

  /** Sets the field at the bench. */
  setField(field: MagneticField): void {
    this.bench.setField(field, this.nowCycles);
  }

  grip(isOn: boolean): void {
    this.bench.grip(isOn, this.nowCycles);
  }

  close(): void {
    this.#isClosed = true;
  }

  #start(cause: BoardReset, sram: Uint8Array | undefined, flags: number, nowCycles = 0): Microcontroller {
    const { flash } = this.#options;
    this.#isInBootLoader = cause === 'reset';
    this.#startCycles = nowCycles + (START_US + (this.#isInBootLoader ? BOOT_LOADER_US : 0)) * CYCLES_PER_US;
    const chip = new Microcontroller({
      flash,
      program: this.#program,
      eeprom: this.#eeprom,
      sram,
      resetFlags: flags | RESET_FLAG[cause],
      clockMhz: CLOCK_MHZ,
      fuses,
      startTicks: this.#startCycles,
      rx: this.#rx,
      i2c: this.bench.i2c,
      onByte: (byte, startCycles, endCycles) => this.#leaves(byte, startCycles, endCycles),
      volts: (channel) => this.bench.volts(channel),
      supplyVolts: () => this.bench.supplyVolts,
      onWatchdog: () => this.#resetLater('dog'),
    });
    this.#wire(chip);
    return chip;
  }

  #bootLater(byteCycles: number): void {
    this.#startCycles = Math.ceil(byteCycles) + BOOT_LOADER_US * CYCLES_PER_US;
    this.#chip.cpu.cycles = this.#startCycles;
  }

  /** Ends the run of the processor, and resets the board then. */
  #resetLater(cause: BoardReset): void {
    this.#pendingReset = cause;
    this.#chip.clock.limitTicks = 0;
  }

  #wire({ cpu, clock, portB, portC, portD }: Microcontroller): void {
    const timer = clock.timer(() => this.bench.settle(clock.nowTicks));
    const look = (): void => {
      const { data } = cpu;
      const levels = {
        portB: levelsOfB(this.#levelB, data[DDRB] as number),
        portD: levelsOfD(this.#levelD, data[DDRD] as number),
      };
      this.bench.see(levels, clock.nowTicks);
    };
    this.#levelB = 0;
    this.#levelD = 0;
    portB.addListener((value) => {
      this.#levelB = value;
      look();
    });
    portD.addListener((value) => {
      this.#levelD = value;
      look();
    });
    this.bench.onDue = () => timer.set(this.bench.dueCycles);
    this.bench.onDue();
    portD.setPin(pins.portD.index, !this.bench.isIndexLow);
    this.bench.onIndex = (isLow) => portD.setPin(pins.portD.index, !isLow);
    this.#wireBus(portC);
  }

  /** Shows a held line at its pin, and clocks that the program makes by its port. */
  #wireBus(portC: Microcontroller['portC']): void {
    const { i2c } = this.bench;
    i2c.onHeld = (held) => {
      portC.setPin(pins.portC.sda, held === 'sda' ? false : undefined);
      portC.setPin(pins.portC.scl, held === 'scl' ? false : undefined);
    };
    i2c.onHeld(i2c.held);
    let wasLow = false;
    portC.addListener((levels) => {
      const isLow = ((portC.directions & ~levels) >> pins.portC.scl) % 2 === 1;
      if (isLow && !wasLow) i2c.clock();
      wasLow = isLow;
    });
  }

  #levelB = 0;
  #levelD = 0;

  /** Collects sent bytes into complete lines, because a host acts only on a whole line. */
  #leaves(byte: number, startCycles: number, endCycles: number): void {
    const { probe, clock, send } = this.#options;
    probe?.frame('tx', byte, startCycles, (endCycles - startCycles) / 10);
    this.#out.push(byte);
    if (byte !== LF && this.#out.length < OUT_BYTES_MAX) return;
    const line = Uint8Array.from(this.#out);
    this.#out = [];
    const arrivalUs = Math.ceil(endCycles / CYCLES_PER_US);
    clock.lane(lane.segmentEnd).at(arrivalUs, () => {
      if (!this.#isClosed) send(line);
    });
    this.#limitCycles = Math.min(this.#limitCycles, (arrivalUs + 1) * CYCLES_PER_US);
    const chip = this.#chip.clock;
    chip.limitTicks = Math.min(chip.limitTicks, this.#limitCycles);
  }
}
