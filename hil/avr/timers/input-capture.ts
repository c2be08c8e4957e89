import { timer1Config } from 'avr8js';
import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { IoClock, IoSlot } from '../power/io-clock.ts';
import type { Timer } from './timer.ts';

/** ICNC1 and ICES1 in TCCR1B (data sheet 16.11.2). */
const NOISE_CANCELLER = 0x80;
const RISING = 0x40;
/** Equal samples that the noise canceller asks for (data sheet 16.6.2). */
const SAMPLES = 4;

/** Input capture of timer 1, from pin ICP1 or from the analogue comparator (data sheet 16.6). */
export class InputCapture {
  readonly #cpu: AvrCpu;
  readonly #timer: Timer;
  readonly #slot: IoSlot;
  #isHigh = false;

  constructor(cpu: AvrCpu, timer: Timer, ioClock: IoClock) {
    this.#cpu = cpu;
    this.#timer = timer;
    this.#slot = ioClock.slot(() => this.#capture());
  }

  /** Takes the level of the source of captures. */
  see(isHigh: boolean): void {
    if (isHigh === this.#isHigh) return;
    this.#isHigh = isHigh;
    if (((this.#cpu.data[timer1Config.TCCRB] as number) & NOISE_CANCELLER) === 0) this.#capture();
    else this.#slot.set(this.#cpu.cycles + SAMPLES);
  }

  #capture(): void {
    this.#slot.clear();
    const isRising = ((this.#cpu.data[timer1Config.TCCRB] as number) & RISING) !== 0;
    if (isRising === this.#isHigh) this.#timer.capture();
  }
}
