import { portBConfig, portCConfig, portDConfig, spiConfig } from 'avr8js';
import { AvrCpu } from './cpu/avr-cpu.ts';
import type { DecodedProgram } from './cpu/decoded-program.ts';
import { lacking } from './cpu/lacking.ts';
import { Eeprom } from './memory/eeprom.ts';
import type { EepromMemory } from './memory/eeprom-memory.ts';
import { Comparator } from './pins/comparator.ts';
import { Converter } from './pins/converter.ts';
import { ExternalInterrupts } from './pins/external-interrupts.ts';
import { PinChangeInterrupts } from './pins/pin-change.ts';
import { Port } from './pins/port.ts';
import { ControlRegister } from './power/control-register.ts';
import type { Fuses } from './power/fuses.ts';
import { IoClock } from './power/io-clock.ts';
import { PowerReduction } from './power/power-reduction.ts';
import { SleepModes } from './power/sleep-modes.ts';
import { SystemClock } from './power/system-clock.ts';
import { Watchdog } from './power/watchdog.ts';
import { reducedModules } from './reduced-modules.ts';
import type { I2cBus } from './serial/i2c-bus.ts';
import type { SerialWave } from './serial/serial-wave.ts';
import { Twi } from './serial/twi.ts';
import { type ByteLeaves, Uart } from './serial/uart.ts';
import { Timers } from './timers/timers.ts';

const SRAM_BYTES = 2048;
const REGISTER_BYTES = 0x100;
const MCUSR = 0x54;
const SPMCSR = 0x57;
/** Calibration of the internal oscillator, and its value from the factory (assumed). */
const OSCCAL = 0x66;
const CALIBRATION = 0x80;
const SPE = 0x40;
/** Input of captures on port B. */
const ICP1 = 0x01;
/** Register r2, in which Optiboot passes on the cause of the reset. Some versions clear MCUSR. */
const CAUSE_REGISTER = 2;

/** Bits of MCUSR (data sheet 11.9.1). */
export const resetFlag = { power: 1, external: 2, brownOut: 4, watchdog: 8 } as const;

export interface MicrocontrollerOptions {
  readonly flash: Uint16Array;
  readonly program: DecodedProgram;
  readonly eeprom: EepromMemory;
  /** Memory from before the reset; undefined after power-up. */
  readonly sram: Uint8Array | undefined;
  /** MCUSR at the start of the program (data sheet 11.9.1). */
  readonly resetFlags: number;
  /** Frequency of the clock source, a whole number. */
  readonly clockMhz: number;
  readonly fuses: Fuses;
  /** Time of the first instruction, in ticks of the clock source. */
  readonly startTicks: number;
  /** Line to the receiver, in ticks. */
  readonly rx: SerialWave;
  readonly onByte: ByteLeaves;
  /** Called when deep sleep stops the transmitter within a frame that `onByte` announced. */
  readonly onByteCut?: (cutTicks: number) => void;
  readonly i2c: I2cBus;
  /** Returns the voltage at a pin of the converter. */
  readonly volts: (channel: number) => number;
  readonly supplyVolts: () => number;
  /** Returns the voltage at an input of the comparator; absent: 0. */
  readonly comparatorVolts?: (input: 'AIN0' | 'AIN1') => number;
  readonly onWatchdog: () => void;
  /** Called when the brown-out detector works again after a sleep without it. The supply has to be judged anew. */
  readonly onDetectorOn?: () => void;
}

/** An ATmega328P, from one reset to the next. */
export class Microcontroller {
  readonly cpu: AvrCpu;
  /** Word address of the first instruction (BOOTRST). */
  readonly startWord: number;
  readonly clock: SystemClock;
  readonly portB: Port;
  readonly portC: Port;
  readonly portD: Port;
  readonly uart: Uart;
  readonly sleep: SleepModes;
  /** Its `look` takes over a new voltage at its inputs. */
  readonly comparator: Comparator;

  constructor(options: MicrocontrollerOptions) {
    const { fuses } = options;
    const cpu = new AvrCpu(options.flash, options.program, SRAM_BYTES);
    this.cpu = cpu;
    cpu.cycles = options.startTicks;
    this.startWord = fuses.startsInBootSection ? fuses.bootWord : 0;
    cpu.pc = this.startWord;
    if (options.sram !== undefined) cpu.data.set(options.sram, REGISTER_BYTES);
    cpu.data[MCUSR] = options.resetFlags;
    // A program can clear these flags only (data sheet 11.9.1).
    cpu.writeHooks[MCUSR] = (value, old) => {
      cpu.data[MCUSR] = value & old;
      return true;
    };
    cpu.data[CAUSE_REGISTER] = options.resetFlags;
    this.clock = new SystemClock(cpu, options.clockMhz, fuses.startsDivided);
    const { clock } = this;
    const ioClock = new IoClock(cpu);
    const clocks = {
      clock,
      ioClock,
      uartClock: new IoClock(cpu),
      twiClock: new IoClock(cpu),
      adcClock: new IoClock(cpu),
      crystalClock: new IoClock(cpu),
      hasCrystalPins: fuses.leavesTimerCrystal,
    };
    this.portB = new Port(cpu, portBConfig);
    this.portC = new Port(cpu, portCConfig);
    this.portD = new Port(cpu, portDConfig);
    const timers = new Timers(cpu, clocks);
    this.comparator = new Comparator(cpu, ioClock, options, timers.capture);
    this.#pins(ioClock, timers);
    const { rx: wave, onByte, onByteCut } = options;
    const { uartClock, twiClock, adcClock } = clocks;
    this.uart = new Uart(cpu, { clock, ioClock: uartClock, wave, port: this.portD, onByte, onByteCut });
    new Twi(cpu, clock, twiClock, options.i2c);
    const readyClock = new IoClock(cpu);
    new Eeprom(cpu, clock, readyClock, options.eeprom);
    new Watchdog(cpu, clock, fuses.isWatchdogAlwaysOn, options.onWatchdog);
    const converter = new Converter(cpu, adcClock, options);
    const control = new ControlRegister(cpu, fuses.bootWord, () => this.#look());
    new PowerReduction(cpu, reducedModules(clocks, timers));
    this.sleep = new SleepModes(cpu, {
      ...clocks,
      ioClocks: [ioClock, uartClock, twiClock],
      quietClocks: [adcClock, readyClock],
      startUpTicks: fuses.startUpTicks,
      onWakeUp: () => timers.seeWakeUp(),
      onDetectorOn: () => options.onDetectorOn?.(),
      onNoiseReduction: () => converter.startInSleep(),
      switchesBrownOutOff: () => control.switchesBrownOutOff,
    });
    cpu.sleepControl = this.sleep;
    this.#refuse();
  }

  /** Memory that survives a reset. */
  get sram(): Uint8Array {
    return this.cpu.data.slice(REGISTER_BYTES);
  }

  /** Tick at which the chip acts again without a new input: now while it runs; Infinity if only an input wakes it. */
  get nextEventTicks(): number {
    const { cpu, clock } = this;
    return cpu.isAsleep ? clock.ticksAt(Math.max(cpu.cycles, cpu.nextWakeCycles)) : clock.nowTicks;
  }

  #pins(ioClock: IoClock, timers: Timers): void {
    const { cpu } = this;
    const ports = new Map([this.portB, this.portC, this.portD].map((port) => [port.address, port]));
    cpu.drivePin = (port, pin, isHigh) => ports.get(port)?.override(pin, isHigh);
    new ExternalInterrupts(cpu, this.portD, ioClock);
    new PinChangeInterrupts(cpu, [...ports.values()]);
    this.portD.onPins((pins, before) => timers.seePortD(pins, before));
    this.portB.onPins((pins) => {
      if (!this.comparator.drivesCapture) timers.capture.see((pins & ICP1) !== 0);
    });
  }

  #look(): void {
    for (const port of [this.portB, this.portC, this.portD]) port.look();
  }

  /** Refuses by name, at its first use, what the emulator lacks. */
  #refuse(): void {
    const { writeHooks, data } = this.cpu;
    data[OSCCAL] = CALIBRATION;
    writeHooks[OSCCAL] = (value) => {
      if (value !== CALIBRATION)
        throw lacking('a calibration of its own (OSCCAL)', 'Declare a drift of the clock instead.');
    };
    writeHooks[spiConfig.SPCR] = (value) => {
      if ((value & SPE) !== 0) throw lacking('SPI', 'Connect no SPI device to the emulated chip.');
    };
    writeHooks[SPMCSR] = (value) => {
      if (value !== 0) throw lacking('self-programming (SPMCSR)', 'Keep boot loaders out of the program.');
    };
  }
}
