import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { HilError } from './hil-error.ts';
import { PauseWatch } from './pause-watch.ts';
import { nextTurn, sleepUntilUs, wallDateMs, wallNowUs } from './wall-clock.ts';

/** `free`: board time leaps from alarm to alarm. `wall`: board time follows the wall, for real lines and for the eye. */
export type BoardPace = 'free' | 'wall';

/** A part that acts on its own between the alarms of the board clock, such as an emulated processor. */
export interface Participant {
  /**
   * Runs up to and including `limitUs`. Stops earlier when it has set an alarm for an earlier effect on other parts. Returns
   * false if it has to be called again before the clock may reach `limitUs`.
   */
  advance(limitUs: number): boolean;
}

/** The board's clock, and the code that advances it. */
export class BoardTime {
  readonly clock = new VirtualClock();
  /** Runs before the alarms of the same microsecond. */
  participant: Participant | undefined;
  #pace: BoardPace;
  #startWallUs = wallNowUs();
  #wake: AbortController | undefined;
  #pauses: PauseWatch | undefined;

  /** `skipsPauses`: board time pauses while this program is paused, as a board behind a port needs: its bytes take wall time. */
  constructor(pace: BoardPace, { skipsPauses = false }: { readonly skipsPauses?: boolean } = {}) {
    this.#pace = pace;
    if (skipsPauses) this.#pauses = new PauseWatch(wallNowUs(), wallDateMs());
  }

  /** True if board time omits the pauses of this program. */
  get skipsPauses(): boolean {
    return this.#pauses !== undefined;
  }

  /** Longest pause of this program in the last ten seconds; 0 without a pause, or if pauses are not watched. */
  get recentPauseUs(): number {
    return this.#pauses?.recentUs(wallNowUs()) ?? 0;
  }

  get pace(): BoardPace {
    return this.#pace;
  }

  /** Sets the pace from now on. Board time does not jump. */
  setPace(pace: BoardPace): void {
    this.#pace = pace;
    this.#startWallUs = wallNowUs() - this.clock.nowUs();
    if (this.#pauses !== undefined) this.#pauses = new PauseWatch(wallNowUs(), wallDateMs());
  }

  /** Fires everything that is due by now. Called before bytes of a real line are passed on. */
  catchUp(): void {
    if (this.#pace !== 'wall') return;
    const nowUs = wallNowUs();
    // Alarms wait until the bytes that arrived during a pause have been read.
    this.#startWallUs += this.#pauses?.look(nowUs, wallDateMs()) ?? 0;
    this.#advanceTo(Math.max(this.clock.nowUs(), nowUs - this.#startWallUs));
  }

  /** Ends the wait of `step`, because bytes or a signal arrived. */
  wake(): void {
    this.#wake?.abort();
  }

  /** Advances to the next alarm, or until `wake`. Throws `HilError` NOTHING_DUE (bench) for free time without an alarm. */
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

  /** Fires the next alarm; for free time only. Throws `HilError` NOTHING_DUE (bench) without an alarm. */
  leap(): void {
    if (this.participant !== undefined && !this.#hasReachedAlarm(this.participant)) return;
    if (!this.clock.fireNext(Number.POSITIVE_INFINITY)) {
      throw new HilError('NOTHING_DUE', 'bench', 'The rig is busy, and no alarm is set that could end it.');
    }
  }

  /** Runs the participant towards the next alarm, at most one leap. Returns true if the alarm is now due. */
  #hasReachedAlarm(participant: Participant): boolean {
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

/** Longest wait. After it the driver handles Ctrl-C and its observers. */
const WAIT_US_MAX = 50_000;
/** Longest wait with a participant, which may send bytes at any time. */
const LIVE_US_MAX = 2000;
/** Longest run of a participant without an alarm. */
const IDLE_US_MAX = 10_000_000;
