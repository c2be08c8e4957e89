import type { Speed } from '../../rigs/rig.ts';
import type { Key } from './keys.ts';

/** Longest wall time between two events at the speed `auto`. */
const STRETCH_S_MAX = 3;
const STRETCH_S_MIN = 0.1;
/** Wall time of a whole run at the speed `auto`, unless real time is faster. */
const WHOLE_S = 60;
/** Speeds that the up and down keys choose, in pump seconds per second. */
const SPEEDS = [1, 2, 5].flatMap((digit) => [1, 10, 100, 1000, 10_000, 100_000].map((power) => digit * power));
const LADDER = [...SPEEDS, 1_000_000].sort((a, b) => a - b);

/** Events of a run, by their pump times in order, and its end. */
export interface Course {
  readonly atUs: readonly number[];
  readonly endUs: number;
}

/** Place in a run: the pump time, and the number of events that were shown. */
export interface Place {
  readonly pumpUs: number;
  readonly passed: number;
}

/** What a screen shows at one wall time. */
export interface PlayedTo extends Place {
  /** Pump seconds per second. */
  readonly speed: number;
  readonly isPaused: boolean;
  readonly isAtEnd: boolean;
}

/**
 * Place in a recorded run by wall time and keys. A place is computed from the latest key, so the number of frames does
 * not change it.
 */
export class Playback {
  readonly #course: Course;
  /** Wall time of a stretch between two events at the speed `auto`. */
  readonly #stretchS: number;
  #pace: Speed;
  #isPaused: boolean;
  #anchor: Place & { readonly wallUs: number };

  /** Begins at pump time 0. `isStepped` begins with a pause. */
  constructor(
    course: Course,
    { speed, isStepped }: { readonly speed: Speed; readonly isStepped: boolean },
    wallUs: number,
  ) {
    this.#course = course;
    this.#stretchS = Math.min(STRETCH_S_MAX, Math.max(STRETCH_S_MIN, WHOLE_S / (new Set(course.atUs).size + 1)));
    this.#pace = speed;
    this.#isPaused = isStepped;
    this.#anchor = { pumpUs: 0, passed: 0, wallUs };
  }

  /** Returns the place at a wall time. */
  at(wallUs: number): PlayedTo {
    const place = this.#isPaused ? this.#anchor : this.#walked((wallUs - this.#anchor.wallUs) / 1e6);
    const { pumpUs, passed } = place;
    const isAtEnd = pumpUs >= this.#course.endUs && passed === this.#course.atUs.length;
    return { pumpUs, passed, speed: this.#speedAfter(passed), isPaused: this.#isPaused, isAtEnd };
  }

  /** Acts on a key. */
  press(key: Key, wallUs: number): void {
    const before = this.at(wallUs);
    this.#anchor = { ...before, wallUs };
    switch (key) {
      case 'space':
        this.#isPaused = !this.#isPaused;
        break;
      case 'step':
        this.#isPaused = true;
        this.#go(this.#next(before), wallUs);
        break;
      case 'right':
        this.#go(this.#next(before), wallUs);
        break;
      case 'left':
        this.#isPaused = true;
        this.#go(this.#previous(before), wallUs);
        break;
      case 'up':
        this.#pace = LADDER.find((speed) => speed > before.speed) ?? before.speed;
        break;
      case 'down':
        this.#pace = LADDER.findLast((speed) => speed < before.speed) ?? before.speed;
        break;
    }
  }

  #go(place: Place, wallUs: number): void {
    this.#anchor = { ...place, wallUs };
  }

  #next({ passed }: Place): Place {
    const { atUs, endUs } = this.#course;
    const nextUs = atUs[passed];
    return nextUs === undefined ? { pumpUs: endUs, passed } : { pumpUs: nextUs, passed: passed + 1 };
  }

  /** Returns the place of the latest event, or of the event before it if the place is already there. */
  #previous({ pumpUs, passed }: Place): Place {
    const { atUs } = this.#course;
    const latestUs = atUs[passed - 1] ?? 0;
    if (pumpUs > latestUs) return { pumpUs: latestUs, passed };
    return { pumpUs: atUs[passed - 2] ?? 0, passed: Math.max(0, passed - 1) };
  }

  /** Returns the place after seconds of wall time from the anchor. */
  #walked(wallS: number): Place {
    const { atUs, endUs } = this.#course;
    let { pumpUs, passed } = this.#anchor;
    let leftS = wallS;
    while (passed < atUs.length || pumpUs < endUs) {
      const nextUs = Math.max(pumpUs, atUs[passed] ?? endUs);
      const speed = this.#speedAfter(passed);
      const neededS = (nextUs - pumpUs) / 1e6 / speed;
      if (leftS < neededS) return { pumpUs: Math.round(pumpUs + leftS * speed * 1e6), passed };
      leftS -= neededS;
      pumpUs = nextUs;
      if (passed < atUs.length) passed += 1;
    }
    return { pumpUs, passed };
  }

  /** Returns the speed between two events. `auto` shows each stretch in some seconds, and no stretch below real time. */
  #speedAfter(passed: number): number {
    if (this.#pace !== 'auto') return this.#pace;
    const { atUs, endUs } = this.#course;
    const stretchS = Math.max(0, (atUs[passed] ?? endUs) - (atUs[passed - 1] ?? 0)) / 1e6;
    return Math.max(1, stretchS / this.#stretchS);
  }
}
