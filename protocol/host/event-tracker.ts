import { EVENTS_KEPT_MAX } from '../device/event-ring.ts';

/** Half the range of numbers. A number further ahead counts as old. */
const HALF = 128;

/** Host side of event numbers. Passes on each event once despite repeats, and detects gaps. */
export class EventTracker {
  readonly #onLost: (from: number, to: number) => void;
  #lastNumber = 0;
  #missing: number[] = [];
  #goneCount = 0;

  constructor(onLost: (from: number, to: number) => void) {
    this.#onLost = onLost;
  }

  /** Numbers of the missing events that EVTS may still bring, the oldest first. */
  get missing(): readonly number[] {
    return this.#missing;
  }

  /** Number of events that never arrived and that the board no longer keeps. */
  get goneCount(): number {
    return this.#goneCount;
  }

  /** Gives up the missing events before `oldest`, the oldest event that the board keeps. */
  keptFrom(oldest: number): void {
    const kept = this.#missing.filter((number) => ((number - oldest) & 0xff) < HALF);
    this.#goneCount += this.#missing.length - kept.length;
    this.#missing = kept;
  }

  /** Ignores the events up to `number`, because they occurred before the session. */
  startAfter(number: number): void {
    this.#lastNumber = number;
    this.#missing = [];
  }

  /** Returns true if this event is new. Reports a gap before the event. */
  isNew(number: number): boolean {
    const ahead = (number - this.#lastNumber) & 0xff;
    if (ahead === 0 || ahead >= HALF) return this.#recovered(number);
    if (ahead > 1) this.#lose(number - 1);
    this.#lastNumber = number;
    return true;
  }

  /** Handles the last event number of a reply. Unseen events up to it were lost. */
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
    // The board keeps no more events than this, so older ones cannot arrive again.
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
