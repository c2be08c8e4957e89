import type { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { forTerminal } from './terminal-text.ts';
import { wallNowUs } from './wall-clock.ts';

const SHOW_AFTER_US = 500_000;
const SHOW_EVERY_US = 100_000;

type Line = ReturnType<typeof createLogUpdate>;

/** Shows one line of progress, and a picture above it, on a terminal during a long run; nothing on a pipe or file. */
export class Progress {
  readonly #name: string;
  readonly #startUs = wallNowUs();
  readonly #line: Line | undefined;
  readonly #afterUs: number;
  #shownUs = 0;
  #extra = '';
  #picture: () => string = () => '';
  /** Lines that the next update prints. */
  #waiting: string[] = [];

  private constructor(name: string, atOnce: boolean, line: Line | undefined) {
    this.#name = name;
    this.#line = line;
    this.#afterUs = atOnce ? 0 : SHOW_AFTER_US;
  }

  /** Begins the display. `atOnce` shows it without the initial wait. The drawing code is loaded only for a terminal. */
  static async of(name: string, atOnce = false): Promise<Progress> {
    if (process.stderr.isTTY !== true) return new Progress(name, atOnce, undefined);
    const { createLogUpdate: create } = await import('log-update');
    // A cursor that is not hidden needs no restoring when the program is stopped or killed.
    return new Progress(name, atOnce, create(process.stderr, { showCursor: true }));
  }

  /** Text after the times. It shows from the next update on. */
  set extra(text: string) {
    this.#extra = text;
  }

  /** Lines above the progress, drawn at each update. */
  set picture(draw: () => string) {
    this.#picture = draw;
  }

  /** Prints a line that stays, wrapped at the columns of the terminal. */
  tell(line: string): void {
    this.#clear();
    process.stderr.write(`${forTerminal(line, process.stderr)}\n`);
  }

  /** Prints lines that stay with the next update, so that a picture is not drawn anew for each of them. */
  tellSoon(lines: string): void {
    if (this.#line === undefined) process.stderr.write(`${lines}\n`);
    else this.#waiting.push(lines);
  }

  /** Updates the line with the pump time. */
  at(pumpUs: number): void {
    const nowUs = wallNowUs();
    if (this.#line === undefined || nowUs - this.#startUs < this.#afterUs || nowUs - this.#shownUs < SHOW_EVERY_US)
      return;
    if (this.#waiting.length > 0) this.#clear();
    this.#shownUs = nowUs;
    const wallS = ((nowUs - this.#startUs) / 1e6).toFixed(1);
    const picture = this.#picture();
    // A picture shows the pump time itself.
    const pumpTime = picture === '' ? `pump time ${(pumpUs / US_PER_HOUR).toFixed(2)} h, ` : '';
    const text = pc.dim(`${this.#name}: ${pumpTime}${wallS} s${this.#extra}`);
    this.#line(picture === '' ? text : `${picture}\n${text}`);
  }

  /** Removes the line. */
  end(): void {
    this.#clear();
  }

  /** Removes what is drawn, and prints the waiting lines in its place. */
  #clear(): void {
    if (this.#shownUs > 0) this.#line?.clear();
    if (this.#waiting.length > 0) process.stderr.write(`${this.#waiting.join('\n')}\n`);
    this.#waiting = [];
  }
}
