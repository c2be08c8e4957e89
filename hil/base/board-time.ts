import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { HilError } from './hil-error.ts';
import { PauseWatch } from './pause-watch.ts';
import { machineWall, type Wall } from './wall-clock.ts';

/**
 * `free`: board time leaps from alarm to alarm. `wall`: board time follows wall time, for real lines and for a run that
 * is watched.
 */
export type BoardPace = 'free' | 'wall';

/** A part that acts on its own between the alarms of the board clock, such as an emulated processor. */
export interface Participant {
  /**
   * Runs up to and including `limitUs`. Stops earlier when it has set an alarm for an earlier effect on other parts. Returns
   * false if it has to be called again before the clock may reach `limitUs`.
   */
  advance(limitUs: number): boolean;
}

const anAlarm = (): string => 'an alarm';

export interface BoardTimeOptions {
  /**
   * True if board time omits the pauses of this program. A board behind a port needs this, because its bytes take wall
   * time.
   */
  readonly skipsPauses?: boolean;
  readonly wall?: Wall;
}

/** The board's clock, and the code that advances it. */
export class BoardTime {
  readonly clock = new VirtualClock();
  /** Runs before the alarms of the same microsecond. */
  participant: Participant | undefined;
  readonly wall: Wall;
  #pace: BoardPace;
  #startWallUs: number;
  #wake: AbortController | undefined;
  #pauses: PauseWatch | undefined;
  #standingSteps = 0;

  constructor(pace: BoardPace, { skipsPauses = false, wall = machineWall }: BoardTimeOptions = {}) {
    this.#pace = pace;
    this.wall = wall;
    this.#startWallUs = wall.nowUs();
    if (skipsPauses) this.#pauses = new PauseWatch(wall.nowUs(), wall.dateMs());
  }

  /** True if board time omits the pauses of this program. */
  get skipsPauses(): boolean {
    return this.#pauses !== undefined;
  }

  /** Longest pause of this program in the last ten seconds; 0 without a pause, or if pauses are not watched. */
  get recentPauseUs(): number {
    return this.#pauses?.recentUs(this.wall.nowUs()) ?? 0;
  }

  get pace(): BoardPace {
    return this.#pace;
  }

  /** Sets the pace from now on. Board time does not jump. */
  setPace(pace: BoardPace): void {
    this.#pace = pace;
    this.#startWallUs = this.wall.nowUs() - this.clock.nowUs();
    if (this.#pauses !== undefined) this.#pauses = new PauseWatch(this.wall.nowUs(), this.wall.dateMs());
  }

  /** Fires everything that is due by now. Called before bytes of a real line are passed on. */
  catchUp(): void {
    if (this.#pace !== 'wall') return;
    const nowUs = this.wall.nowUs();
    // Alarms wait until the bytes that arrived during a pause have been read.
    this.#startWallUs += this.#pauses?.look(nowUs, this.wall.dateMs()) ?? 0;
    this.#advanceTo(Math.max(this.clock.nowUs(), nowUs - this.#startWallUs));
  }

  /** Ends the wait of `step`, because bytes or a signal arrived. */
  wake(): void {
    this.#wake?.abort();
  }

  /**
   * Advances to the next alarm, at wall speed for 50 ms at most, or until `wake`. Throws `HilError` NOTHING_DUE (bench)
   * for free time without an alarm, and CLOCK_STANDS (bench) if many waits do not advance it. `waitsFor` returns words
   * for the awaited event.
   */
  async step(waitsFor: () => string = anAlarm): Promise<void> {
    if (this.#pace === 'free') {
      this.leap(waitsFor);
      return;
    }
    this.#wake = new AbortController();
    const beforeUs = this.clock.nowUs();
    const nowUs = this.wall.nowUs();
    const waitUs = Math.min(this.clock.nextDueUs() + this.#startWallUs - nowUs, this.#waitUsMax);
    if (waitUs <= 0) await this.wall.nextTurn();
    else await this.wall.sleepUntilUs(nowUs + waitUs, this.#wake.signal);
    this.#wake = undefined;
    this.catchUp();
    this.#standingSteps = this.clock.nowUs() > beforeUs ? 0 : this.#standingSteps + 1;
    if (this.#standingSteps > STANDING_STEPS_MAX) throw this.#stands(waitsFor());
  }

  #stands(awaited: string): HilError {
    const dueUs = this.clock.nextDueUs();
    const next = Number.isFinite(dueUs) ? `the next alarm is due at ${dueUs} us` : 'no alarm is set';
    const text = `Board time stands at ${this.clock.nowUs()} us after ${STANDING_STEPS_MAX} waits for ${awaited}; ${next}.`;
    return new HilError('CLOCK_STANDS', 'bench', text);
  }

  /** Fires the next alarm; for free time only. Throws `HilError` NOTHING_DUE (bench) without an alarm. */
  leap(waitsFor: () => string = anAlarm): void {
    if (this.participant !== undefined && !this.#hasReachedAlarm(this.participant)) return;
    if (!this.clock.fireNext(Number.POSITIVE_INFINITY)) {
      throw new HilError('NOTHING_DUE', 'bench', `No alarm is set that could end the wait for ${waitsFor()}.`);
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

  /** Limit by wall time. Right after a pause the clock stands behind its last alarm. */
  get #waitUsMax(): number {
    return this.participant === undefined ? WAIT_US_MAX : LIVE_US_MAX;
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

/**
 * Most successive waits that do not advance the clock: 50 s of them. After a pause without an advance, the next wait
 * advances it.
 */
const STANDING_STEPS_MAX = 1000;
/** Longest wait. After it the driver handles Ctrl-C and its observers. A longer one would look like a pause. */
const WAIT_US_MAX = 50_000;
/** Longest wait with a participant, which may send bytes at any time. */
const LIVE_US_MAX = 2000;
/** Longest run of a participant without an alarm. */
const IDLE_US_MAX = 10_000_000;
