import { type IPty, spawn } from '@lydell/node-pty';
import { within } from '../../../hil/base/wall-clock.ts';
import { BIN } from './command-line.ts';

/** Allows for a machine under load. */
const SAYS_MS_MAX = 60_000;
/** Colours and styles, which a search for text ignores. */
const STYLE = new RegExp(`${String.fromCodePoint(0x1b)}\\[[\\d;]*m`, 'g');
/** Characters of the output in a message. */
const TAIL_CHARS = 2000;

/** The real program on a pseudo terminal, in a session of its own. */
export class TerminalProgram {
  readonly #pty: IPty;
  readonly #ended: Promise<number>;
  #written = '';
  #isEnded = false;
  #onOutput: () => void = () => undefined;

  /** `after` is a script that a shell runs on the terminal when the program has ended. */
  constructor(
    args: readonly string[],
    { columns = 80, rows = 24, env = {} as Record<string, string>, after = undefined as string | undefined } = {},
  ) {
    const program = [process.execPath, BIN, ...args];
    const [file = '', ...rest] =
      after === undefined ? program : ['/bin/sh', '-c', shellScript(after), 'sh', ...program];
    this.#pty = spawn(file, rest, {
      cols: columns,
      rows,
      name: 'xterm-256color',
      env: { ...process.env, ...env },
    });
    this.#pty.onData((text) => {
      this.#written += text;
      this.#onOutput();
    });
    this.#ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode }) => {
        this.#isEnded = true;
        resolve(exitCode);
      });
    });
  }

  /** All output so far. */
  get written(): string {
    return this.#written;
  }

  /** Presses keys. */
  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#pty.resize(columns, rows);
  }

  /** Resolves when the program has written this after the first `from` characters. Returns the length of the output. */
  async says(what: RegExp, from = 0): Promise<number> {
    const said = new Promise<void>((resolve) => {
      this.#onOutput = () => {
        if (what.test(this.#written.slice(from).replace(STYLE, ''))) resolve();
      };
      this.#onOutput();
    });
    await within(said, SAYS_MS_MAX, () => `the program to say ${what}; it said ${this.#tail}`);
    return this.#written.length;
  }

  /** Waits for the exit status. */
  ended(): Promise<number> {
    return within(this.#ended, SAYS_MS_MAX, () => `the program to end; it said ${this.#tail}`);
  }

  get #tail(): string {
    return JSON.stringify(this.#written.slice(-TAIL_CHARS));
  }

  /** Ends a program that a failed test has left, by its own pid. */
  end(): void {
    if (!this.#isEnded && this.#pty.pid > 1) process.kill(this.#pty.pid, 'SIGKILL');
  }
}

/** Runs the program and then a script, also after Ctrl-C and Ctrl-\. */
function shellScript(after: string): string {
  return `trap : INT QUIT; "$@"; ${after}`;
}
