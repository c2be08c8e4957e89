import { readFileSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import { sleepUntilUs, wallNowUs } from '../../base/wall-clock.ts';

/** Keys that act in a terminal outside raw mode, and their signals: Ctrl-C, Ctrl-\ and Ctrl-Z. */
const SIGNAL_OF: Readonly<Record<string, NodeJS.Signals>> = {
  '\u0003': 'SIGINT',
  '\u001c': 'SIGQUIT',
  '\u001a': 'SIGTSTP',
};

/** Time in which a stop signal takes effect. */
const STOP_US = 50_000;

/**
 * Reads keys and drops them while a run is drawn on the terminal: they are neither echoed into the picture nor left for the
 * shell. Ctrl-C, Ctrl-\ and Ctrl-Z act as usual. The mode of the terminal is restored at every end of the program.
 */
export class DroppedKeys {
  readonly #input: ReadStream;
  #isRaw = false;
  #isClosed = false;
  readonly #onInput = (chunk: Buffer): void => {
    for (const key of chunk.toString('latin1')) {
      const signal = SIGNAL_OF[key];
      if (signal !== undefined) this.#send(signal);
    }
  };
  readonly #enter = (): void => {
    if (this.#isRaw || this.#isClosed || !isInForeground()) return;
    this.#isRaw = true;
    this.#input.setRawMode(true);
    this.#input.resume();
  };
  readonly #leave = (): void => {
    if (!this.#isRaw) return;
    this.#isRaw = false;
    this.#input.setRawMode(false);
  };

  private constructor(input: ReadStream) {
    this.#input = input;
    input.on('data', this.#onInput).on('error', ignored);
    process.on('exit', this.#leave);
    if (process.platform !== 'win32') process.on('SIGCONT', this.#enter);
    this.#enter();
  }

  /** Begins to drop keys. Undefined if the input is no terminal: it is left alone then. */
  static of(input: ReadStream): DroppedKeys | undefined {
    return input.isTTY === true ? new DroppedKeys(input) : undefined;
  }

  /** Restores the terminal. */
  close(): void {
    this.#isClosed = true;
    this.#leave();
    process.off('exit', this.#leave);
    process.off('SIGCONT', this.#enter);
    this.#input.off('data', this.#onInput).off('error', ignored);
    this.#input.pause();
    this.#input.unref();
  }

  /** Sends a signal as a terminal does: to all processes of the foreground. */
  #send(signal: NodeJS.Signals): void {
    if (process.platform === 'win32') {
      if (signal === 'SIGINT') process.emit(signal);
      return;
    }
    if (signal !== 'SIGINT') this.#leave();
    process.kill(0, signal);
    // A group without a shell is not stopped, and goes on at once.
    if (signal === 'SIGTSTP') void sleepUntilUs(wallNowUs() + STOP_US).then(this.#enter);
  }
}

/** Places of the process group and of the terminal's foreground group in `/proc/self/stat`, counted from the state (proc(5)). */
const [GROUP, FOREGROUND] = [2, 5];

/**
 * Returns whether the program is in the foreground of its terminal. One in the background would be stopped by a change of the
 * mode. Systems without `/proc` do not tell.
 */
function isInForeground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    // The name of the program stands in parentheses and may have any character.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[GROUP] === fields[FOREGROUND];
  } catch {
    return true;
  }
}

/** A terminal that is closed ends the program by a signal. Its input fails as well, which needs no further report. */
function ignored(): void {}
