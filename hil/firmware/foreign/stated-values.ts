import type { Mode } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { modeNamed } from '../../../firmware-sim/telemetry/telemetry-fields.ts';
import type { Trace } from '../../../firmware-sim/trace/trace.ts';
import type { OrderBook } from '../order-book.ts';
import type { SessionReply, SessionReport } from '../session/firmware-session.ts';
import type { ForeignLink } from './foreign-link.ts';

const SECONDS_PER_DAY = US_PER_DAY / US_PER_SECOND;

/** A rate that the firmware stated, and whether it holds until the next order. */
export interface StatedRate {
  readonly rateMlPerDay: number;
  /** False in a mode whose rate changes by itself. */
  readonly isSteady: boolean;
}

/**
 * Values that a firmware states by telemetry, as records of its belief. A value holds until the firmware states another one;
 * the reservoir level falls by the stated rate.
 */
export class StatedValues {
  onRate: (stated: StatedRate) => void = () => {};
  readonly #trace: Trace;
  readonly #link: ForeignLink;
  readonly #book: OrderBook;
  #bolusMlPerDay: number | undefined;
  #rateMlPerDay: number | undefined;
  #mode: string | undefined;

  constructor(trace: Trace, link: ForeignLink, book: OrderBook) {
    this.#trace = trace;
    this.#link = link;
    this.#book = book;
  }

  /** Takes the rate of a bolus from the reply that accepted it. */
  bolusBegan(rateMlPerDay: number): void {
    this.#bolusMlPerDay = rateMlPerDay;
    this.#state({ rateMlPerDay, isSteady: true });
    this.#readLevel();
  }

  /** Reads rate and level. Called at each moment at which they may have changed, and at the boundaries of checks. */
  read(): void {
    this.#link.readSoon('THERAPY', { of: 'pump' }, (therapy, report) => this.#therapy(therapy, report));
    this.#readLevel();
  }

  #therapy(therapy: SessionReply<'THERAPY'>, report: SessionReport): void {
    const mode = modeNamed(therapy.mode);
    this.#tellMode(mode, therapy.rateMlPerDay);
    if (therapy.bolus === 'none') this.#bolusMlPerDay = undefined;
    const isStanding = report.doing === 'suspended' || report.doing === 'ended' || report.doing === 'stopped';
    if (isStanding) this.#state({ rateMlPerDay: 0, isSteady: true });
    else if (this.#bolusMlPerDay !== undefined) this.#state({ rateMlPerDay: this.#bolusMlPerDay, isSteady: true });
    else if (therapy.bolus === 'period') this.#readPeriod();
    else this.#state({ rateMlPerDay: therapy.rateMlPerDay, isSteady: isSteady(mode) && therapy.bolus === 'none' });
  }

  #readPeriod(): void {
    this.#link.readSoon('PERIOD', { of: 'pump' }, ({ volumeMl, durationSeconds }) => {
      if (durationSeconds > 0)
        this.#state({ rateMlPerDay: (volumeMl * SECONDS_PER_DAY) / durationSeconds, isSteady: false });
    });
  }

  #tellMode(mode: Mode, rateMlPerDay: number): void {
    const told = `${mode} ${isSteady(mode) ? rateMlPerDay : ''}`;
    if (told === this.#mode) return;
    this.#mode = told;
    this.#trace.event('pump.mode', { mode, rateMlPerDay });
  }

  #state(stated: StatedRate): void {
    if (stated.rateMlPerDay !== this.#rateMlPerDay) this.#trace.step('pump.rateMlPerDay', stated.rateMlPerDay);
    this.#rateMlPerDay = stated.rateMlPerDay;
    this.onRate(stated);
  }

  #readLevel(): void {
    this.#link.readSoon('RESERVOIR', { of: 'pump' }, ({ calculatedMl }) => {
      this.#book.stated(calculatedMl);
      const rate = calculatedMl > 0 ? (this.#rateMlPerDay ?? 0) : 0;
      this.#trace.line('pump.reservoirMl', calculatedMl, 0 - rate / SECONDS_PER_DAY);
    });
  }
}

function isSteady(mode: Mode): boolean {
  return mode === 'simple continuous' || mode === 'minimum rate' || mode === 'stopped';
}
