import type { VirtualClock } from '../firmware-sim/base/virtual-clock.ts';
import type { BoardTime } from './base/board-time.ts';
import { HilError } from './base/hil-error.ts';
import type { Rig } from './rigs/rig.ts';

/** Longest time between two turns of the event loop, and so the delay of Ctrl-C and progress. */
const SLICE_US = 16_000;
/** Most successive board alarms while the rig is busy. Ten tries and the longest segment need far fewer. */
const BUSY_STEPS_MAX = 100_000;
/**
 * Longest continuous board time while the rig is busy: a segment of 60 s, twenty STATs after it, and requests that
 * follow.
 */
const BUSY_US_MAX = 180_000_000;

/** Participant of the pump clock that runs ahead of it: a firmware under test. */
export interface ClockParticipant {
  /**
   * Runs up to the next alarm of the pump clock, or to `boundUs`, and sets alarms for its own effects. Returns true to be
   * called again before the clock advances, because it acted at this instant.
   */
  prepare(boundUs: number): boolean;
}

export interface DriverOptions {
  readonly pumpClock: VirtualClock;
  readonly boardTime: BoardTime;
  readonly rig: Pick<Rig, 'busy' | 'waitsFor' | 'failure' | 'line' | 'prepare'>;
  readonly signal?: AbortSignal | undefined;
  /** Called at each turn of the event loop with the pump time. */
  readonly onTurn?: ((pumpUs: number) => void) | undefined;
}

/**
 * Advances time; no other code does. Pump time and board time never run together: the board clock runs while the rig is
 * busy, otherwise the pump clock goes to its next alarm.
 */
export class Driver {
  /** Firmware under test; undefined for the model, whose events are alarms of the pump clock. */
  participant: ClockParticipant | undefined;
  readonly #options: DriverOptions;
  readonly #waitsFor: () => string;
  #sliceEndUs = 0;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#waitsFor = () => options.rig.waitsFor;
  }

  /**
   * Advances pump time until `condition` holds, or to `boundUs` with everything due by then. Returns true if the condition
   * held. Throws the rig's failure, or INTERRUPTED.
   */
  async until(condition: () => boolean, boundUs: number): Promise<boolean> {
    for (;;) {
      // Skip the promise when settled: for each of a million events it would cost as much as the event.
      if (!this.#isSettled) await this.settle();
      if (condition()) return true;
      if (!this.#pumpOn(boundUs)) return condition();
    }
  }

  /** Advances to a pump time. */
  async toUs(pumpUs: number): Promise<void> {
    await this.until(() => false, pumpUs);
  }

  /** Advances board time until the rig is free; pump time stands. Throws BUSY_FOR_EVER (bench) after 180 s of it. */
  async settle(): Promise<void> {
    const { rig, boardTime } = this.#options;
    const startUs = boardTime.clock.nowUs();
    for (let steps = 0; ; steps += 1) {
      if (this.#isTurnDue()) await this.#turn();
      if (rig.line !== undefined && rig.line.inFlightBytes > 0) await rig.line.quiet();
      if (rig.failure !== undefined) throw rig.failure;
      if (!rig.busy) return;
      this.#checkBusy(steps, boardTime.clock.nowUs() - startUs);
      if (boardTime.pace === 'free') boardTime.leap(this.#waitsFor);
      else await boardTime.step(this.#waitsFor);
    }
  }

  #checkBusy(steps: number, busyUs: number): void {
    if (steps <= BUSY_STEPS_MAX && busyUs <= BUSY_US_MAX) return;
    const text = `The rig is still busy after ${steps} board alarms in ${busyUs} us of board time; it waits for ${this.#waitsFor()}.`;
    throw new HilError('BUSY_FOR_EVER', 'bench', text);
  }

  get #isSettled(): boolean {
    const { rig } = this.#options;
    if (this.#isTurnDue() || rig.failure !== undefined || rig.busy) return false;
    return rig.line === undefined || rig.line.inFlightBytes === 0;
  }

  #pumpOn(boundUs: number): boolean {
    const { pumpClock, rig } = this.#options;
    if (this.participant?.prepare(boundUs) === true) return true;
    rig.prepare(Math.min(pumpClock.nextDueUs(), boundUs));
    if (rig.busy) return true;
    if (pumpClock.fireNext(boundUs)) return true;
    pumpClock.advanceTo(boundUs);
    return false;
  }

  /** True once the event loop is due, every 16 ms. Throws INTERRUPTED, or the `HilError` of the abort. */
  #isTurnDue(): boolean {
    const { signal, boardTime } = this.#options;
    if (signal?.aborted) {
      if (signal.reason instanceof HilError) throw signal.reason;
      throw new HilError('INTERRUPTED', 'usage', 'Interrupted: the motor was halted.');
    }
    return boardTime.wall.nowUs() >= this.#sliceEndUs;
  }

  async #turn(): Promise<void> {
    this.#options.onTurn?.(this.#options.pumpClock.nowUs());
    const { boardTime } = this.#options;
    await boardTime.wall.nextTurn();
    // After a long calculation, sends pending bytes on a real board's clock, above all the keep-alive.
    if (boardTime.skipsPauses) boardTime.catchUp();
    this.#sliceEndUs = boardTime.wall.nowUs() + SLICE_US;
  }
}
