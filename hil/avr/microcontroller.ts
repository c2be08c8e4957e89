import {
  type ADCMuxInput,
  ADCMuxInputType,
  AVRADC,
  AVREEPROM,
  AVRIOPort,
  adcConfig,
  eepromConfig,
  portBConfig,
  portCConfig,
  portDConfig,
  timer0Config,
  timer1Config,
  timer2Config,
} from 'avr8js';
import { AvrCpu } from './cpu/avr-cpu.ts';
import type { DecodedProgram } from './cpu/decoded-program.ts';
import type { EepromMemory } from './memory/eeprom-memory.ts';
import { Watchdog } from './power/watchdog.ts';
import type { I2cBus } from './serial/i2c-bus.ts';
import type { SerialWave } from './serial/serial-wave.ts';
import { Twi } from './serial/twi.ts';
import { type ByteLeaves, Uart } from './serial/uart.ts';
import { Prescaler } from './timers/prescaler.ts';
import { Timer } from './timers/timer.ts';

export const CPU_HZ = 16_000_000;
export const CYCLES_PER_US = CPU_HZ / 1_000_000;
const SRAM_BYTES = 2048;
const REGISTER_BYTES = 0x100;
const MCUSR = 0x54;
const GTCCR = 0x43;
const PSRSYNC = 0x01;
const PSRASY = 0x02;
/** Register r2, in which Optiboot passes on the cause of the reset. Some versions clear MCUSR. */
const CAUSE_REGISTER = 2;

export interface MicrocontrollerOptions {
  readonly flash: Uint16Array;
  readonly program: DecodedProgram;
  readonly eeprom: EepromMemory;
  /** Memory from before the reset; undefined after power-up. */
  readonly sram: Uint8Array | undefined;
  /** MCUSR at the start of the program (data sheet 11.9.1). */
  readonly resetFlags: number;
  readonly startCycles: number;
  readonly rx: SerialWave;
  readonly onByte: ByteLeaves;
  readonly i2c: I2cBus;
  /** Returns the voltage at a pin of the converter. */
  readonly volts: (channel: number, nowCycles: number) => number;
  readonly supplyVolts: () => number;
  readonly onWatchdog: () => void;
  readonly onDeepSleep: (mode: number) => void;
}

/** An ATmega328P, from one reset to the next. */
export class Microcontroller {
  readonly cpu: AvrCpu;
  readonly portB: AVRIOPort;
  readonly portC: AVRIOPort;
  readonly portD: AVRIOPort;
  readonly uart: Uart;

  constructor(options: MicrocontrollerOptions) {
    const cpu = new AvrCpu(options.flash, options.program, SRAM_BYTES, options.onDeepSleep);
    this.cpu = cpu;
    cpu.cycles = options.startCycles;
    if (options.sram !== undefined) cpu.data.set(options.sram, REGISTER_BYTES);
    cpu.data[MCUSR] = options.resetFlags;
    cpu.data[CAUSE_REGISTER] = options.resetFlags;
    this.portB = new AVRIOPort(cpu, portBConfig);
    this.portC = new AVRIOPort(cpu, portCConfig);
    this.portD = new AVRIOPort(cpu, portDConfig);
    this.#timers();
    this.uart = new Uart(cpu, options.rx, options.onByte);
    new Twi(cpu, options.i2c);
    new AVREEPROM(cpu, options.eeprom, eepromConfig);
    new Watchdog(cpu, options.onWatchdog);
    this.#converter(options);
  }

  /** Memory that survives a reset. */
  get sram(): Uint8Array {
    return this.cpu.data.slice(REGISTER_BYTES);
  }

  #timers(): void {
    const { cpu } = this;
    const shared = new Prescaler(cpu.cycles);
    const own = new Prescaler(cpu.cycles);
    const synchronous = [new Timer(cpu, timer0Config, shared), new Timer(cpu, timer1Config, shared)];
    const asynchronous = [new Timer(cpu, timer2Config, own)];
    const zero = (timers: readonly Timer[], prescaler: Prescaler): void => {
      const nowCycles = cpu.cycles;
      // Each timer keeps its count while the shared prescaler is reset (data sheet 17.4.1).
      const restarts = timers.map((timer) => timer.pause());
      prescaler.zeroCycles = nowCycles;
      for (const restart of restarts) restart();
    };
    cpu.writeHooks[GTCCR] = (value) => {
      if ((value & PSRSYNC) !== 0) zero(synchronous, shared);
      if ((value & PSRASY) !== 0) zero(asynchronous, own);
      cpu.data[GTCCR] = 0;
      return true;
    };
  }

  /** Connects the converter. It samples at the start of a conversion, and its result appears at the end. */
  #converter({ volts, supplyVolts }: MicrocontrollerOptions): void {
    const { cpu } = this;
    const adc = new AVRADC(cpu, adcConfig);
    adc.onADCRead = (input: ADCMuxInput) => {
      adc.avcc = supplyVolts();
      adc.aref = supplyVolts();
      const sampled =
        input.type === ADCMuxInputType.SingleEnded
          ? volts(input.channel, cpu.cycles)
          : input.type === ADCMuxInputType.Constant
            ? input.voltage
            : 0;
      const result = Math.min(1023, Math.max(0, Math.floor((sampled / adc.referenceVoltage) * 1024)));
      cpu.addClockEvent(() => adc.completeADCRead(result), adc.sampleCycles);
    };
  }
}
