import type { BoardTime } from '../board-time.ts';
import type { Speed } from './rig.ts';

/** With a speed, a span in which nothing turns is waited out on the board clock, so that it can be watched. */
export class SpanWait {
  readonly #boardTime: BoardTime;
  #waitedToUs = 0;
  #waiting = false;

  constructor(boardTime: BoardTime) {
    this.#boardTime = boardTime;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  /** From pump time `nowUs` to `limitUs`, once. */
  begin(nowUs: number, limitUs: number, speed: Speed): void {
    if (speed === 'auto' || limitUs <= nowUs || this.#waitedToUs >= limitUs) return;
    const { clock } = this.#boardTime;
    this.#waiting = true;
    clock.at(clock.nowUs() + Math.round((limitUs - Math.max(nowUs, this.#waitedToUs)) / speed), () => {
      this.#waiting = false;
    });
    this.#waitedToUs = limitUs;
  }

  /** What a segment played need not be waited for. */
  played(toUs: number): void {
    this.#waitedToUs = Math.max(this.#waitedToUs, toUs);
  }
}
