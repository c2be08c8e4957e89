import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { BoardTime } from '../base/board-time.ts';
import type { Speed } from './rig.ts';

/** Longest single wait. The driver calls again for the rest. */
const PIECE_US_MAX = 60_000_000;

/** Waits on the board clock for a span without motion, so that a run with a speed can be watched. */
export class SpanWait {
  readonly #boardTime: BoardTime;
  #waitedToUs = 0;
  /** Board time that motions took while pump time stood. Later waits are shorter by it. */
  #aheadUs = 0;
  #waiting = false;
  #cancel: (() => void) | undefined;

  constructor(boardTime: BoardTime) {
    this.#boardTime = boardTime;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  get waitsFor(): string {
    return this.#waiting ? `pump time ${this.#waitedToUs / US_PER_SECOND} s at the requested speed` : 'nothing';
  }

  /** Begins the wait from pump time `nowUs` to `limitUs`. A second call for the same span has no effect. */
  begin(nowUs: number, limitUs: number, speed: Speed): void {
    if (speed === 'auto' || limitUs <= nowUs || this.#waitedToUs >= limitUs) return;
    const { clock } = this.#boardTime;
    const fromUs = Math.max(nowUs, this.#waitedToUs);
    const toUs = Math.min(limitUs, fromUs + Math.max(1, Math.floor(PIECE_US_MAX * speed)));
    this.#waitedToUs = toUs;
    const wholeUs = Math.round((toUs - fromUs) / speed);
    const boardUs = Math.max(0, wholeUs - this.#aheadUs);
    this.#aheadUs -= wholeUs - boardUs;
    if (boardUs === 0) return;
    this.#waiting = true;
    this.#cancel = clock.at(clock.nowUs() + boardUs, () => {
      this.#waiting = false;
    });
  }

  /** Cancels the wait at the end of a run. */
  drop(): void {
    this.#cancel?.();
    this.#waiting = false;
  }

  /** Notes board time that a motion takes while pump time stands, as for steps that were not announced. */
  tookWhileStanding(boardUs: number): void {
    this.#aheadUs += boardUs;
  }

  /** Notes that a played segment already took its time. */
  played(toUs: number): void {
    this.#waitedToUs = Math.max(this.#waitedToUs, toUs);
  }
}
