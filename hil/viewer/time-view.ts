import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { TimeSpan } from './check-view.ts';

/** Shortest stretch that a page shows: pump time has whole microseconds. */
const SPAN_US_MIN = 1000;

/** The time cursor of a page and the stretch of time that its lanes show. One of them moves films, lanes, events and log. */
export class TimeView {
  readonly whole: TimeSpan;
  readonly #cursorUs: Signal<number>;
  readonly #shown: Signal<TimeSpan>;

  constructor(endUs: number, cursorUs = 0) {
    this.whole = { fromUs: 0, toUs: Math.max(endUs, SPAN_US_MIN) };
    this.#cursorUs = signal(cursorUs);
    this.#shown = signal(this.whole);
  }

  get cursorUs(): ReadonlySignal<number> {
    return this.#cursorUs;
  }

  /** Stretch that the lanes show. */
  get shown(): ReadonlySignal<TimeSpan> {
    return this.#shown;
  }

  /** Moves the cursor to a whole microsecond of the run, and the lanes with it if it would leave them. */
  moveTo(atUs: number): void {
    const { fromUs, toUs } = this.whole;
    const cursorUs = Math.round(Math.min(toUs, Math.max(fromUs, atUs)));
    this.#cursorUs.value = cursorUs;
    const shown = this.#shown.value;
    if (cursorUs < shown.fromUs || cursorUs > shown.toUs) this.pan(cursorUs - (shown.fromUs + shown.toUs) / 2);
  }

  /** Shows a stretch, as far as it lies in the run. */
  show({ fromUs, toUs }: TimeSpan): void {
    const lengthUs = Math.min(this.whole.toUs, Math.max(SPAN_US_MIN, toUs - fromUs));
    const startUs = Math.min(Math.max(0, fromUs), this.whole.toUs - lengthUs);
    this.#shown.value = { fromUs: startUs, toUs: startUs + lengthUs };
  }

  showAll(): void {
    this.#shown.value = this.whole;
  }

  /** Shows a stretch `ratio` times as long; the time `aroundUs` keeps its place. */
  zoom(ratio: number, aroundUs: number): void {
    const { fromUs, toUs } = this.#shown.value;
    const lengthUs = Math.min(this.whole.toUs, Math.max(SPAN_US_MIN, (toUs - fromUs) * ratio));
    const startUs = aroundUs - ((aroundUs - fromUs) / (toUs - fromUs)) * lengthUs;
    this.show({ fromUs: startUs, toUs: startUs + lengthUs });
  }

  pan(byUs: number): void {
    const { fromUs, toUs } = this.#shown.value;
    this.show({ fromUs: fromUs + byUs, toUs: toUs + byUs });
  }
}
