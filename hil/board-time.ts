import { VirtualClock } from '../firmware-sim/virtual-clock.ts';
import { HilError } from './hil-error.ts';
import { nextTurn, sleepUntilUs, wallNowUs } from './wall-clock.ts';

/** `free`: the driver leaps from alarm to alarm. `wall`: the board clock follows the wall, for real lines and for the eye. */
export type BoardPace = 'free' | 'wall';

/** The board's clock, and who advances it. */
export class BoardTime {
  readonly clock = new VirtualClock();
  #pace: BoardPace;
  #startWallUs = wallNowUs();
  #wake: AbortController | undefined;

  constructor(pace: BoardPace) {
    this.#pace = pace;
  }

  get pace(): BoardPace {
    return this.#pace;
  }

  /** From here on; board time never jumps when the pace changes. */
  setPace(pace: BoardPace): void {
    this.#pace = pace;
    this.#startWallUs = wallNowUs() - this.clock.nowUs();
  }

  /** Before bytes of a real line are handed on: everything due by now fires first. */
  catchUp(): void {
    if (this.#pace === 'wall') this.clock.advanceTo(Math.max(this.clock.nowUs(), wallNowUs() - this.#startWallUs));
  }

  /** Something arrived: whoever waits in `step` looks again. */
  wake(): void {
    this.#wake?.abort();
  }

  /** Lets board time go on to the next alarm, or to what wakes it. Free time with no alarm ahead would never end. */
  async step(): Promise<void> {
    if (this.#pace === 'free') {
      this.leap();
      return;
    }
    this.#wake = new AbortController();
    const dueUs = this.clock.nextDueUs();
    const laterUs = Math.min(dueUs, this.clock.nowUs() + WAIT_US_MAX);
    if (laterUs + this.#startWallUs <= wallNowUs()) await nextTurn();
    else await sleepUntilUs(laterUs + this.#startWallUs, this.#wake.signal);
    this.#wake = undefined;
    this.catchUp();
  }

  /** Free time only: fires the next alarm. */
  leap(): void {
    if (!this.clock.fireNext(Number.POSITIVE_INFINITY)) {
      throw new HilError('NOTHING_DUE', 'bench', 'The rig is busy, and no alarm is set that could end it.');
    }
  }
}

/** One wait, at the most; then the driver looks round again, for Ctrl-C and for whoever watches. */
const WAIT_US_MAX = 50_000;
