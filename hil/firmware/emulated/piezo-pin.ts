import type { Microcontroller } from '../../avr/microcontroller.ts';
import type { DrivenLevel } from './chip-pins.ts';

/** A gap of this many periods is silence. */
const SILENT_PERIODS = 1.5;
/** Longest period of a tone: 20 Hz, the lower end of hearing. A longer gap separates clicks. */
const PERIOD_US_MAX = 50_000;
/**
 * Change of the period that is another tone (assumed: half a semitone). Less is the jitter of a pin that an interrupt
 * toggles.
 */
const OTHER_TONE_SHARE = 0.03;

/** Receives a frequency in hertz and the tick at which it began; 0 is silence. */
export type OnTone = (hertz: number, fromTicks: number) => void;

/**
 * Piezo at a pin. It measures the period between rising edges, of a timer's output or of toggles by the program. It reports
 * only changes of the frequency, so that a long tone costs no effects.
 */
export class PiezoPin {
  readonly #ticksPerUs: number;
  readonly #onTone: OnTone;
  #chip: Microcontroller | undefined;
  #setDeadline: (dueTicks: number) => void = () => undefined;
  #lastTicks: number | undefined;
  #periodTicks = 0;
  /** A deviating period, and the tick at which it began. One alone is jitter. */
  #odd: { readonly fromTicks: number; readonly periodTicks: number } | undefined;

  constructor(ticksPerUs: number, onTone: OnTone) {
    this.#ticksPerUs = ticksPerUs;
    this.#onTone = onTone;
  }

  attach(chip: Microcontroller): void {
    this.#chip = chip;
    const timer = chip.clock.timer(() => this.#look());
    this.#setDeadline = (dueTicks) => timer.set(dueTicks);
    if (this.#lastTicks !== undefined) this.#setDeadline(this.#deadlineTicks);
  }

  onLevel(level: DrivenLevel): void {
    if (level !== true || this.#chip === undefined) return;
    const nowTicks = this.#chip.clock.nowTicks;
    const lastTicks = this.#lastTicks;
    this.#lastTicks = nowTicks;
    if (lastTicks === undefined) this.#setDeadline(this.#deadlineTicks);
    else this.#take(nowTicks - lastTicks, lastTicks);
  }

  /** Ends the tone, because the chip has no power. */
  silence(nowTicks: number): void {
    if (this.#periodTicks > 0) this.#onTone(0, nowTicks);
    this.#lastTicks = undefined;
    this.#periodTicks = 0;
    this.#odd = undefined;
  }

  get #deadlineTicks(): number {
    const gapTicks = this.#periodTicks > 0 ? SILENT_PERIODS * this.#periodTicks : PERIOD_US_MAX * this.#ticksPerUs;
    return (this.#lastTicks ?? 0) + Math.ceil(gapTicks);
  }

  #take(periodTicks: number, fromTicks: number): void {
    if (this.#periodTicks === 0) {
      this.#begin(periodTicks, fromTicks);
      this.#setDeadline(this.#deadlineTicks);
    } else if (isSame(periodTicks, this.#periodTicks)) this.#odd = undefined;
    else if (this.#odd === undefined || !isSame(periodTicks, this.#odd.periodTicks)) {
      this.#odd = { fromTicks, periodTicks };
    } else this.#begin(periodTicks, this.#odd.fromTicks);
  }

  #begin(periodTicks: number, fromTicks: number): void {
    this.#periodTicks = periodTicks;
    this.#odd = undefined;
    this.#onTone(Math.round((this.#ticksPerUs * 1_000_000) / periodTicks), fromTicks);
  }

  /** Looks for silence. The deadline is set again only here, because setting it at each edge would cost more. */
  #look(): void {
    const deadlineTicks = this.#deadlineTicks;
    const nowTicks = this.#chip?.clock.nowTicks ?? deadlineTicks;
    if (nowTicks >= deadlineTicks) this.silence(nowTicks);
    else this.#setDeadline(deadlineTicks);
  }
}

function isSame(periodTicks: number, otherTicks: number): boolean {
  return Math.abs(periodTicks / otherTicks - 1) <= OTHER_TONE_SHARE;
}
