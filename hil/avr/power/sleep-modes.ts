import type { AvrCpu, SleepControl } from '../cpu/avr-cpu.ts';
import { lacking } from '../cpu/lacking.ts';
import type { IoClock } from './io-clock.ts';
import type { SystemClock } from './system-clock.ts';

/** Values of SM2:0 (data sheet table 10-2). 4 and 5 are reserved. */
const sleepMode = { noiseReduction: 1, powerDown: 2, powerSave: 3, standby: 6, extendedStandby: 7 } as const;
/** Modes in which the crystal of timer 2 stops too (data sheet table 10-1). */
const CRYSTAL_STOPS: readonly number[] = [sleepMode.powerDown, sleepMode.standby];
/** Modes that keep the main oscillator running (data sheet table 10-1). */
const OSCILLATOR_RUNS: readonly number[] = [sleepMode.standby, sleepMode.extendedStandby];
/** Ticks to wake from standby (data sheet 10.7). */
const STANDBY_TICKS = 6;
/** Time until the brown-out detector works again after a sleep without it (data sheet 10.2). */
const BROWN_OUT_DETECTOR_US = 60;

/** Parts that a sleep stops or asks. */
export interface SleepParts {
  readonly clock: SystemClock;
  /** Clocks of timers, USART and two-wire interface. */
  readonly ioClocks: readonly IoClock[];
  /** Clocks of converter and EEPROM interrupt, which the noise-reduction mode leaves running. */
  readonly quietClocks: readonly IoClock[];
  /** Clock of timer 2 while a crystal drives it. */
  readonly crystalClock: IoClock;
  /** Ticks that the main oscillator needs to start. */
  readonly startUpTicks: number;
  /** Starts a conversion, as the noise-reduction mode does. */
  readonly onNoiseReduction: () => void;
  /** Called at the event that wakes the chip, before the oscillator starts. */
  readonly onWakeUp: () => void;
  /** Called when the brown-out detector works again. */
  readonly onDetectorOn: () => void;
  /** True if this sleep switches off the brown-out detector. */
  readonly switchesBrownOutOff: () => boolean;
}

/** Sleep deeper than idle (data sheet 10): which clocks stop, and how long they take to start. */
export class SleepModes implements SleepControl {
  readonly #cpu: AvrCpu;
  readonly #parts: SleepParts;
  #mode = 0;
  #stopped: readonly IoClock[] = [];
  #isBrownOutOff = false;

  constructor(cpu: AvrCpu, parts: SleepParts) {
    this.#cpu = cpu;
    this.#parts = parts;
  }

  /** True while the brown-out detector is off. */
  get isBrownOutOff(): boolean {
    return this.#isBrownOutOff;
  }

  /** Mode of the present sleep; 0 while awake or idle. */
  get mode(): number {
    return this.#mode;
  }

  enter(mode: number): void {
    if (!Object.values<number>(sleepMode).includes(mode))
      throw lacking(`reserved sleep mode SM = ${mode}`, 'Use one of the modes of data sheet table 10-2.');
    const { ioClocks, quietClocks, crystalClock, onNoiseReduction, switchesBrownOutOff } = this.#parts;
    const isNoiseReduction = mode === sleepMode.noiseReduction;
    this.#mode = mode;
    this.#stopped = [
      ...ioClocks,
      ...(isNoiseReduction ? [] : quietClocks),
      ...(CRYSTAL_STOPS.includes(mode) ? [crystalClock] : []),
    ];
    for (const clock of this.#stopped) clock.stop();
    if (isNoiseReduction) onNoiseReduction();
    else this.#isBrownOutOff = switchesBrownOutOff();
  }

  wakeCycles(): number {
    const { clock, startUpTicks, onWakeUp } = this.#parts;
    onWakeUp();
    if (this.#mode === sleepMode.noiseReduction) return this.#cpu.cycles;
    const oscillatorTicks = OSCILLATOR_RUNS.includes(this.#mode) ? STANDBY_TICKS : startUpTicks;
    const detectorTicks = this.#isBrownOutOff ? BROWN_OUT_DETECTOR_US * clock.ticksPerUs : 0;
    return clock.cyclesAt(clock.nowTicks + Math.max(oscillatorTicks, detectorTicks));
  }

  leave(): void {
    this.#mode = 0;
    for (const clock of this.#stopped) clock.start();
    this.#stopped = [];
    if (!this.#isBrownOutOff) return;
    this.#isBrownOutOff = false;
    this.#parts.onDetectorOn();
  }
}
