import type { PageClock } from '../../../../hil/trainer/page/play/page-clock.ts';

const FRAME_MS = 50;

/** Wall time of a page that a test advances. */
export class DrivenClock implements PageClock {
  #nowMs = 0;
  #onFrame: (nowMs: number) => void = () => {};

  readonly nowMs = (): number => this.#nowMs;

  readonly everyFrame = (onFrame: (nowMs: number) => void): (() => void) => {
    this.#onFrame = onFrame;
    return () => {
      this.#onFrame = () => {};
    };
  };

  advance(ms: number, frameMs = FRAME_MS): void {
    for (let passedMs = 0; passedMs < ms; passedMs += frameMs) {
      this.#nowMs += Math.min(frameMs, ms - passedMs);
      this.#onFrame(this.#nowMs);
    }
  }
}
