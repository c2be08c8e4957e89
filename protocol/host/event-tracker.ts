import { EVENTS_KEPT_MAX } from '../device/event-ring.ts';

/** Half the circle of numbers: what is further ahead is taken for old. */
const HALF = 128;

/** Host side of event numbers: sees each event once, in spite of repeats, and sees where some are missing. */
export class EventTracker {
  readonly #onLost: (from: number, to: number) => void;
  #lastNumber = 0;
  #missing: number[] = [];
  #goneCount = 0;

  constructor(onLost: (from: number, to: number) => void) {
    this.#onLost = onLost;
  }

  /** Numbers of the events that have not come and may still be asked for, oldest first. */
  get missing(): readonly number[] {
    return this.#missing;
  }

  /** Events that the board no longer keeps, and that never came. */
  get goneCount(): number {
    return this.#goneCount;
  }

  /** The board keeps nothing older than `oldest`: what is missing from before it will never come. */
  keptFrom(oldest: number): void {
    const kept = this.#missing.filter((number) => ((number - oldest) & 0xff) < HALF);
    this.#goneCount += this.#missing.length - kept.length;
    this.#missing = kept;
  }

  /** Events up to here are of no interest: they came before the session. */
  startAfter(number: number): void {
    this.#lastNumber = number;
    this.#missing = [];
  }

  /** True if this event is to be delivered; a gap before it is reported first. */
  isNew(number: number): boolean {
    const ahead = (number - this.#lastNumber) & 0xff;
    if (ahead === 0 || ahead >= HALF) return this.#recovered(number);
    if (ahead > 1) this.#lose(number - 1);
    this.#lastNumber = number;
    return true;
  }

  /** A reply says that `number` was the last event: what we have not seen by then was lost on the way. */
  seenInReport(number: number): void {
    const ahead = (number - this.#lastNumber) & 0xff;
    if (ahead === 0 || ahead >= HALF) return;
    this.#lose(number);
    this.#lastNumber = number;
  }

  #lose(to: number): void {
    const from = (this.#lastNumber + 1) & 0xff;
    const last = to & 0xff;
    for (let number = from; ; number = (number + 1) & 0xff) {
      this.#missing.push(number);
      if (number === last) break;
    }
    // The board keeps no more than this, so an older one can never come back.
    const goneCount = Math.max(0, this.#missing.length - EVENTS_KEPT_MAX);
    this.#goneCount += goneCount;
    this.#missing = this.#missing.slice(goneCount);
    this.#onLost(from, last);
  }

  #recovered(number: number): boolean {
    const at = this.#missing.indexOf(number);
    if (at >= 0) this.#missing.splice(at, 1);
    return at >= 0;
  }
}
