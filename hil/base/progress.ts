import type { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { forTerminal } from './terminal-text.ts';
import { wallNowUs } from './wall-clock.ts';

const SHOW_AFTER_US = 500_000;
const SHOW_EVERY_US = 100_000;

type Line = ReturnType<typeof createLogUpdate>;

/** Shows one line of progress on a terminal during a long run; nothing on a pipe or file. */
export class Progress {
  readonly #name: string;
  readonly #startUs = wallNowUs();
  readonly #line: Line | undefined;
  readonly #afterUs: number;
  #shownUs = 0;
  #extra = '';

  private constructor(name: string, atOnce: boolean, line: Line | undefined) {
    this.#name = name;
    this.#line = line;
    this.#afterUs = atOnce ? 0 : SHOW_AFTER_US;
  }

  /** Begins the display. `atOnce` shows it without the initial wait. The drawing code is loaded only for a terminal. */
  static async of(name: string, atOnce = false): Promise<Progress> {
    if (process.stderr.isTTY !== true) return new Progress(name, atOnce, undefined);
    return new Progress(name, atOnce, (await import('log-update')).createLogUpdate(process.stderr));
  }

  /** Text after the times. It shows from the next update on. */
  set extra(text: string) {
    this.#extra = text;
  }

  /** Prints a line that stays, wrapped at the columns of the terminal. */
  tell(line: string): void {
    if (this.#shownUs > 0) this.#line?.clear();
    process.stderr.write(`${forTerminal(line, process.stderr)}\n`);
  }

  /** Updates the line with the pump time. */
  at(pumpUs: number): void {
    const nowUs = wallNowUs();
    if (this.#line === undefined || nowUs - this.#startUs < this.#afterUs || nowUs - this.#shownUs < SHOW_EVERY_US)
      return;
    this.#shownUs = nowUs;
    const wallS = ((nowUs - this.#startUs) / 1e6).toFixed(1);
    this.#line(pc.dim(`${this.#name}: pump time ${(pumpUs / US_PER_HOUR).toFixed(2)} h, ${wallS} s${this.#extra}`));
  }

  /** Removes the line. */
  end(): void {
    if (this.#shownUs > 0) this.#line?.clear();
  }
}
