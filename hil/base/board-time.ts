import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { HilError } from './hil-error.ts';
import { PauseWatch } from './pause-watch.ts';
import { nextTurn, sleepUntilUs, wallDateMs, wallNowUs } from './wall-clock.ts';

/** `free`: the driver leaps from alarm to alarm. `wall`: the board clock follows the wall, for real lines and for the eye. */
export type BoardPace = 'free' | 'wall';

/** Who lives on the board clock by himself, between its alarms. */
export interface Participant {
  /**
   * Lives until `limitUs`, that microsecond included, or only until it has set an alarm for something that others see
   * sooner. False where it needs to be called again before the clock may go so far.
   */
  advance(limitUs: number): boolean;
}

/** The board's clock, and who advances it. */
export class BoardTime {
  readonly clock = new VirtualClock();
  /** At equal microseconds it comes before the alarms. */
  participant: Participant | undefined;
  #pace: BoardPace;
  #startWallUs = wallNowUs();
  #wake: AbortController | undefined;
  #pauses: PauseWatch | undefined;

  /** `skipsPauses`: where this program stands still, so does board time. For a board behind a port, whose bytes take wall time. */
  constructor(pace: BoardPace, { skipsPauses = false }: { readonly skipsPauses?: boolean } = {}) {
    this.#pace = pace;
    if (skipsPauses) this.#pauses = new PauseWatch(wallNowUs(), wallDateMs());
  }

  /** Board time follows the wall, but for the pauses of this program. */
  get skipsPauses(): boolean {
    return this.#pauses !== undefined;
  }

  /** Longest pause of this program in the last ten seconds; 0 where there was none, or pauses are not watched. */
  get recentPauseUs(): number {
    return this.#pauses?.recentUs(wallNowUs()) ?? 0;
  }

  get pace(): BoardPace {
    return this.#pace;
  }

  /** From here on; board time never jumps when the pace changes. */
  setPace(pace: BoardPace): void {
    this.#pace = pace;
    this.#startWallUs = wallNowUs() - this.clock.nowUs();
    if (this.#pauses !== undefined) this.#pauses = new PauseWatch(wallNowUs(), wallDateMs());
  }

  /** Before bytes of a real line are handed on: everything due by now fires first. */
  catchUp(): void {
    if (this.#pace !== 'wall') return;
    const nowUs = wallNowUs();
    // The alarms of board time wait until the bytes that came during a pause have been read.
    this.#startWallUs += this.#pauses?.look(nowUs, wallDateMs()) ?? 0;
    this.#advanceTo(Math.max(this.clock.nowUs(), nowUs - this.#startWallUs));
  }

  /** Ends the wait of `step`, because something arrived. */
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
    const laterUs = Math.min(dueUs, this.clock.nowUs() + (this.participant === undefined ? WAIT_US_MAX : LIVE_US_MAX));
    if (laterUs + this.#startWallUs <= wallNowUs()) await nextTurn();
    else await sleepUntilUs(laterUs + this.#startWallUs, this.#wake.signal);
    this.#wake = undefined;
    this.catchUp();
  }

  /** Free time only: fires the next alarm. */
  leap(): void {
    if (this.participant !== undefined && !this.#ran(this.participant)) return;
    if (!this.clock.fireNext(Number.POSITIVE_INFINITY)) {
      throw new HilError('NOTHING_DUE', 'bench', 'The rig is busy, and no alarm is set that could end it.');
    }
  }

  /** True where the next alarm is next indeed. One that is further ahead than a leap goes is come nearer to. */
  #ran(participant: Participant): boolean {
    const dueUs = Math.min(this.clock.nextDueUs(), this.clock.nowUs() + IDLE_US_MAX);
    if (!participant.advance(dueUs)) return false;
    if (this.clock.nextDueUs() <= dueUs) return true;
    this.clock.advanceTo(dueUs);
    return false;
  }

  #advanceTo(toUs: number): void {
    const { clock, participant } = this;
    if (participant !== undefined) {
      for (let dueUs = 0; dueUs < toUs || clock.nextDueUs() <= toUs; ) {
        dueUs = Math.min(toUs, clock.nextDueUs());
        if (participant.advance(dueUs)) clock.fireNext(dueUs);
      }
    }
    clock.advanceTo(toUs);
  }
}

/** Longest wait; then the driver handles Ctrl-C and its observers. */
const WAIT_US_MAX = 50_000;
/** Longest wait with a participant that acts by itself, because it may send after any wait. */
const LIVE_US_MAX = 2000;
/** How far a participant may live where no alarm is set. */
const IDLE_US_MAX = 10_000_000;
