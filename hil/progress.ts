import { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import { US_PER_HOUR } from '../firmware-sim/motor-line.ts';
import { wallNowUs } from './wall-clock.ts';

const SHOW_AFTER_US = 500_000;
const SHOW_EVERY_US = 100_000;

/** One line on a terminal for runs that take long enough to wonder about; nothing anywhere else. */
export class Progress {
  readonly #name: string;
  readonly #startUs = wallNowUs();
  readonly #line = createLogUpdate(process.stderr);
  readonly #afterUs: number;
  #shownUs = 0;
  #extra = '';

  /** `atOnce`: somebody stands by and waits for it. */
  constructor(name: string, atOnce = false) {
    this.#name = name;
    this.#afterUs = atOnce ? 0 : SHOW_AFTER_US;
  }

  /** Stands behind the times, from the next time on. */
  set extra(text: string) {
    this.#extra = text;
  }

  /** A line that stays. */
  tell(line: string): void {
    if (this.#shownUs > 0) this.#line.clear();
    process.stderr.write(`${line}\n`);
  }

  at(pumpUs: number): void {
    const nowUs = wallNowUs();
    if (process.stderr.isTTY !== true || nowUs - this.#startUs < this.#afterUs || nowUs - this.#shownUs < SHOW_EVERY_US)
      return;
    this.#shownUs = nowUs;
    const wallS = ((nowUs - this.#startUs) / 1e6).toFixed(1);
    this.#line(pc.dim(`${this.#name}: pump time ${(pumpUs / US_PER_HOUR).toFixed(2)} h, ${wallS} s${this.#extra}`));
  }

  end(): void {
    if (this.#shownUs > 0) this.#line.clear();
  }
}
