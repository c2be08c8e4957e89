import type { CancelAlarm, Clock } from '../../../protocol/clock.ts';
import { ln } from '../../base/exact-math.ts';
import { assumed } from '../../base/quantity.ts';
import { US_PER_DAY } from '../../base/time-units.ts';

/** Doubling time of the resistance: R = R_0 x 2^(t / this), with R_0 of the sound catheter. */
export const granulomaDoubling = assumed(30, 'days', 'it narrows slowly, over months; no law is published');

/** Factor by which the resistance grows at each step. It is constant between steps. */
const STEP_RATIO = 1.1;
/** Number of doublings after which no fluid passes (assumed). */
const DOUBLINGS_MAX = 16;
export const OCCLUDED_RATIO = 65_536;

const DOUBLING_US = granulomaDoubling.value * US_PER_DAY;
const STEP_US = (DOUBLING_US * ln(STEP_RATIO)) / ln(2);

/** Granuloma that grows at the tip until it shuts it. */
export class Granuloma {
  readonly #clock: Clock;
  readonly #fromUs: number;
  readonly #onStep: (ratio: number) => void;
  #steps = 0;
  #ratio = 1;
  #cancel: CancelAlarm | undefined;

  /** Starts to grow. Calls `onStep` with the resistance over that of the sound catheter. */
  constructor(clock: Clock, onStep: (ratio: number) => void) {
    this.#clock = clock;
    this.#fromUs = clock.nowUs();
    this.#onStep = onStep;
    this.#wait();
  }

  end(): void {
    this.#cancel?.();
  }

  #wait(): void {
    const stepUs = this.#fromUs + Math.ceil((this.#steps + 1) * STEP_US);
    const shutUs = this.#fromUs + DOUBLINGS_MAX * DOUBLING_US;
    this.#cancel = this.#clock.at(Math.min(stepUs, shutUs), () => this.#step(stepUs >= shutUs));
  }

  #step(isShut: boolean): void {
    this.#steps += 1;
    this.#ratio = isShut ? OCCLUDED_RATIO : this.#ratio * STEP_RATIO;
    if (!isShut) this.#wait();
    this.#onStep(this.#ratio);
  }
}
