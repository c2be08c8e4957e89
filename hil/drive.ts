import type { VirtualClock } from '../firmware-sim/base/virtual-clock.ts';
import type { BoardTime } from './base/board-time.ts';
import { HilError } from './base/hil-error.ts';
import { nextTurn, wallNowUs } from './base/wall-clock.ts';
import type { Rig } from './rigs/rig.ts';

/** Between two turns of the event loop; Ctrl-C and progress wait no longer than this. */
const SLICE_US = 16_000;
/** Board alarms without the rig becoming free; far above what ten tries and the longest segment need. */
const BUSY_STEPS_MAX = 100_000;

export interface DriverOptions {
  readonly pumpClock: VirtualClock;
  readonly boardTime: BoardTime;
  readonly rig: Pick<Rig, 'busy' | 'failure' | 'line' | 'prepare'>;
  readonly signal?: AbortSignal;
  /** Told at each turn of the event loop, with the pump time. */
  readonly onTurn?: (pumpUs: number) => void;
}

/**
 * The only place where time is advanced. Pump time and board time never run together: while the rig is busy the board
 * clock goes on, otherwise the pump clock goes to its next alarm.
 */
export class Driver {
  readonly #options: DriverOptions;
  #sliceEndUs = 0;

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  /**
   * Lets the pump live until `condition` holds or pump time is `boundUs` and everything due by then has fired.
   * True if the condition held. Throws the rig's failure, or INTERRUPTED.
   */
  async until(condition: () => boolean, boundUs: number): Promise<boolean> {
    for (;;) {
      // A promise for each of a million events would cost as much as the event.
      if (!this.#isSettled) await this.settle();
      if (condition()) return true;
      if (!this.#pumpOn(boundUs)) return condition();
    }
  }

  /** Up to a pump time. */
  async toUs(pumpUs: number): Promise<void> {
    await this.until(() => false, pumpUs);
  }

  /** Lets board time go on until the rig is free; pump time stands. */
  async settle(): Promise<void> {
    const { rig, boardTime } = this.#options;
    for (let steps = 0; ; steps += 1) {
      if (this.#isTurnDue()) await this.#turn();
      if (rig.line !== undefined && rig.line.inFlightBytes > 0) await rig.line.quiet();
      if (rig.failure !== undefined) throw rig.failure;
      if (!rig.busy) return;
      if (steps > BUSY_STEPS_MAX) throw new HilError('BUSY_FOR_EVER', 'bench', 'The rig never became free again.');
      if (boardTime.pace === 'free') boardTime.leap();
      else await boardTime.step();
    }
  }

  get #isSettled(): boolean {
    const { rig } = this.#options;
    if (this.#isTurnDue() || rig.failure !== undefined || rig.busy) return false;
    return rig.line === undefined || rig.line.inFlightBytes === 0;
  }

  #pumpOn(boundUs: number): boolean {
    const { pumpClock, rig } = this.#options;
    rig.prepare(Math.min(pumpClock.nextDueUs(), boundUs));
    if (rig.busy) return true;
    if (pumpClock.fireNext(boundUs)) return true;
    pumpClock.advanceTo(boundUs);
    return false;
  }

  /** Asked at every step, so that only one in 16 ms waits for anything. Throws INTERRUPTED, or the `HilError` of the abort. */
  #isTurnDue(): boolean {
    const { signal } = this.#options;
    if (signal?.aborted) {
      if (signal.reason instanceof HilError) throw signal.reason;
      throw new HilError('INTERRUPTED', 'usage', 'Interrupted: the motor was halted, the trace is kept.');
    }
    return wallNowUs() >= this.#sliceEndUs;
  }

  async #turn(): Promise<void> {
    this.#options.onTurn?.(this.#options.pumpClock.nowUs());
    await nextTurn();
    // A long calculation is no silence: what is due on a real board's clock, the sign of life above all, is sent.
    if (this.#options.boardTime.skipsPauses) this.#options.boardTime.catchUp();
    this.#sliceEndUs = wallNowUs() + SLICE_US;
  }
}
