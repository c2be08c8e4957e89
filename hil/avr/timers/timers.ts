import { timer0Config, timer1Config, timer2Config } from 'avr8js';
import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { IoClock } from '../power/io-clock.ts';
import { CrystalTimer, type TimerClocks } from './crystal-timer.ts';
import { InputCapture } from './input-capture.ts';
import { PinClock } from './pin-clock.ts';
import { Prescaler } from './prescaler.ts';
import { Timer } from './timer.ts';

const GTCCR = 0x43;
const TSM = 0x80;
const PSRASY = 0x02;
const PSRSYNC = 0x01;
/** Pins of port D. */
const T0 = 0x10;
const T1 = 0x20;

/** Timers 0 to 2 with their two prescalers. */
export class Timers {
  readonly capture: InputCapture;
  readonly all: readonly [Timer, Timer, Timer];
  readonly #cpu: AvrCpu;
  readonly #shared: Prescaler;
  readonly #own: Prescaler;
  readonly #crystal: CrystalTimer;
  readonly #pinClocks: readonly [PinClock, PinClock];
  /** Continues the timers whose prescaler TSM holds. */
  #release: (() => void) | undefined;

  constructor(cpu: AvrCpu, clocks: TimerClocks) {
    const { ioClock, crystalClock } = clocks;
    this.#cpu = cpu;
    this.#shared = new Prescaler(cpu.cycles);
    this.#own = new Prescaler(cpu.cycles);
    this.#pinClocks = [new PinClock(cpu), new PinClock(cpu)];
    this.all = [
      new Timer(cpu, timer0Config, this.#shared, this.#pinClocks[0]),
      new Timer(cpu, timer1Config, this.#shared, this.#pinClocks[1]),
      new Timer(cpu, timer2Config, this.#own),
    ];
    this.capture = new InputCapture(cpu, this.all[1], ioClock);
    this.#crystal = new CrystalTimer(cpu, clocks, this.all[2], this.#own);
    this.#stopWith(ioClock, crystalClock);
    cpu.writeHooks[GTCCR] = (value) => this.#reset(value);
  }

  /** Takes notice of the event that wakes the chip from deep sleep. */
  seeWakeUp(): void {
    this.#crystal.seeWakeUp();
  }

  /** Takes the levels of port D, whose edges may clock timers 0 and 1. */
  seePortD(pins: number, before: number): void {
    const changed = pins ^ before;
    if ((changed & T0) !== 0) this.#pinClocks[0].see((pins & T0) !== 0);
    if ((changed & T1) !== 0) this.#pinClocks[1].see((pins & T1) !== 0);
  }

  #stopWith(ioClock: IoClock, crystalClock: IoClock): void {
    const [timer0, timer1, timer2] = this.all;
    const stop = (timers: readonly Timer[]): void => {
      for (const timer of timers) timer.halt();
    };
    const start = (timers: readonly Timer[], prescalers: readonly Prescaler[], stoodCycles: number): void => {
      for (const prescaler of prescalers) prescaler.zeroCycles += stoodCycles;
      for (const timer of timers) timer.resume();
    };
    ioClock.onStop(() => stop(this.#crystal.isOn ? [timer0, timer1] : this.all));
    ioClock.onStart((stoodCycles) => {
      if (this.#crystal.isOn) start([timer0, timer1], [this.#shared], stoodCycles);
      else start(this.all, [this.#shared, this.#own], stoodCycles);
    });
    crystalClock.onStop(() => {
      if (this.#crystal.isOn) stop([timer2]);
    });
    crystalClock.onStart((stoodCycles) => {
      if (this.#crystal.isOn) this.#crystal.shift(stoodCycles);
    });
  }

  /** Resets prescalers (data sheet 17.4.1). TSM holds them in reset until it is cleared. */
  #reset(value: number): true {
    const { cycles } = this.#cpu;
    const [timer0, timer1, timer2] = this.all;
    this.#release?.();
    this.#release = undefined;
    const held: (readonly [readonly Timer[], Prescaler])[] = [];
    if ((value & PSRSYNC) !== 0) held.push([[timer0, timer1], this.#shared]);
    if ((value & PSRASY) !== 0) held.push([[timer2], this.#own]);
    for (const [timers, prescaler] of held) {
      // Each timer keeps its count while its prescaler is reset.
      const restarts = timers.map((timer) => timer.pause());
      prescaler.zeroCycles = cycles;
      for (const restart of restarts) restart();
    }
    const isHeld = (value & TSM) !== 0;
    this.#cpu.data[GTCCR] = isHeld ? value & (TSM | PSRASY | PSRSYNC) : 0;
    if (isHeld) this.#release = this.#hold(held);
    return true;
  }

  #hold(held: readonly (readonly [readonly Timer[], Prescaler])[]): () => void {
    const fromCycles = this.#cpu.cycles;
    for (const [timers] of held) for (const timer of timers) timer.halt();
    return () => {
      for (const [timers, prescaler] of held) {
        prescaler.zeroCycles += this.#cpu.cycles - fromCycles;
        for (const timer of timers) timer.resume();
      }
    };
  }
}
