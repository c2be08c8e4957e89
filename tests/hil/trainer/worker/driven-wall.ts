import { nextTurn, type Wall } from '../../../../hil/base/wall-clock.ts';

/** Turns of the event loop after which all that a moment causes has happened: messages between page, engine and board. */
const TURNS = 3;

interface Sleeper {
  readonly wallUs: number;
  readonly wake: () => void;
}

/** A wall clock that a test advances, for a board and the program that drives it in one process. */
export class DrivenWall implements Wall {
  readonly nextTurn = nextTurn;
  readonly #sleepers = new Set<Sleeper>();
  #nowUs = 1_000_000;

  nowUs(): number {
    return this.#nowUs;
  }

  dateMs(): number {
    return Math.floor(this.#nowUs / 1000);
  }

  sleepUntilUs(wallUs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { wallUs, wake };
      this.#sleepers.add(sleeper);
      if (signal?.aborted === true) wake();
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Lets wall time pass, from one due sleeper to the next. */
  async advance(us: number): Promise<void> {
    const endUs = this.#nowUs + us;
    for (;;) {
      for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
      const next = [...this.#sleepers].sort((a, b) => a.wallUs - b.wallUs)[0];
      if (next === undefined || next.wallUs > endUs) break;
      this.#nowUs = Math.max(this.#nowUs, next.wallUs);
      next.wake();
    }
    this.#nowUs = endUs;
  }

  /** Lets the computer sleep: time passes, and no sleeper wakes before it has passed. */
  sleep(us: number): void {
    this.#nowUs += us;
  }

  /** Advances until a condition holds. Throws after `usMax`. */
  async until(condition: () => boolean, usMax: number): Promise<void> {
    for (let passedUs = 0; !condition(); passedUs += 10_000) {
      if (passedUs > usMax) throw new Error(`The condition does not hold after ${usMax} us.`);
      await this.advance(10_000);
    }
  }
}
