import type { Clock } from '../../protocol/clock.ts';
import { type Segment, segmentEndUs, segmentStepsAt } from './segment.ts';

type Ahead = Omit<Segment, 'startUs'>;

/** Counter of commanded steps, with the running segment and the queued one. */
export class BoardMotion {
  /** Called at the regular end of a segment; `idle` is true if no segment follows. */
  onEnd: ((toSteps: number, idle: boolean) => void) | undefined;
  readonly #clock: Clock;
  #counterSteps = 0;
  #segment: Segment | undefined;
  #queued: Ahead | undefined;
  #cancelEnd: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get counterSteps(): number {
    return this.#segment === undefined ? this.#counterSteps : segmentStepsAt(this.#segment, this.#clock.nowUs());
  }

  get moving(): boolean {
    return this.#segment !== undefined;
  }

  get queued(): boolean {
    return this.#queued !== undefined;
  }

  /** Counter value at which the next segment has to start. */
  get endSteps(): number {
    return this.#segment?.toSteps ?? this.#counterSteps;
  }

  /** Starts a segment or queues it. The caller has checked `queued` and `endSteps`. */
  add(segment: Ahead): void {
    if (this.#segment === undefined) this.#start(segment, this.#clock.nowUs());
    else this.#queued = segment;
  }

  halt(): void {
    this.#counterSteps = this.counterSteps;
    this.#segment = undefined;
    this.#queued = undefined;
    this.#cancelEnd?.();
  }

  renumber(counterSteps: number): void {
    this.#counterSteps = counterSteps;
  }

  #start(segment: Ahead, startUs: number): void {
    this.#segment = { ...segment, startUs };
    this.#cancelEnd = this.#clock.at(segmentEndUs(this.#segment), () => this.#ended());
  }

  #ended(): void {
    const ended = this.#segment as Segment;
    const next = this.#queued;
    this.#counterSteps = ended.toSteps;
    this.#segment = undefined;
    this.#queued = undefined;
    if (next !== undefined) this.#start(next, segmentEndUs(ended));
    this.onEnd?.(ended.toSteps, next === undefined);
  }
}
