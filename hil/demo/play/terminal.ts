import type { ReadStream, WriteStream } from 'node:tty';
import pc from 'picocolors';
import { sleepUntilUs, wallNowUs } from '../../base/wall-clock.ts';
import { type Line, terminalText } from '../styled-text.ts';
import { type Key, KeyReader } from './keys.ts';
import type { Size } from './play-view.ts';

const CSI = `${String.fromCodePoint(0x1b)}[`;
const OTHER_SCREEN = { on: `${CSI}?1049h`, off: `${CSI}?1049l` };
const CURSOR = { on: `${CSI}?25h`, off: `${CSI}?25l`, home: `${CSI}H` };
const CLEAR = { line: `${CSI}K`, below: `${CSI}J` };
/** Columns and rows of a terminal that does not tell them. */
const USUAL: Size = { columns: 80, rows: 24 };
/** Time in which a stop signal takes effect. */
const STOP_US = 50_000;

/** Windows has no job control, so Ctrl-Z has no effect there. */
const HAS_JOBS = process.platform !== 'win32';

/** A whole terminal that a playback draws on. */
export interface Terminal {
  readonly size: Size;
  /** True if keys arrive. */
  readonly hasKeys: boolean;
  /** Returns the keys pressed since the last call. */
  keys(): readonly Key[];
  /** Replaces what is shown. */
  draw(lines: readonly Line[]): void;
  /** Stops the program as Ctrl-Z does, with the terminal restored. Resolves when the program goes on. */
  suspend(): Promise<void>;
  /** Restores the terminal. */
  close(): void;
}

/** The terminal of this program. It draws on the second screen, so that the first one stays as it was. */
export class OwnTerminal implements Terminal {
  readonly hasKeys: boolean;
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  readonly #reader = new KeyReader();
  #keys: Key[] = [];
  #drawn: readonly string[] = [];
  #isOpen = false;
  readonly #onInput = (chunk: Buffer): void => {
    this.#keys.push(...this.#reader.read(chunk.toString('latin1')));
  };
  readonly #onResize = (): void => {
    this.#drawn = [];
  };
  readonly #onStop = (): void => {
    this.#keys.push('suspend');
  };
  readonly #onGoOn = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#enter();
  };
  readonly #onExit = (): void => this.#leave();

  constructor(input: ReadStream, output: WriteStream) {
    this.#input = input;
    this.#output = output;
    this.hasKeys = input.isTTY === true;
    output.on('resize', this.#onResize);
    if (HAS_JOBS) process.on('SIGTSTP', this.#onStop).on('SIGCONT', this.#onGoOn);
    process.on('exit', this.#onExit);
    if (this.hasKeys) input.on('data', this.#onInput).on('error', ignored);
    this.#enter();
  }

  get size(): Size {
    return { columns: this.#output.columns || USUAL.columns, rows: this.#output.rows || USUAL.rows };
  }

  keys(): readonly Key[] {
    const keys = this.#keys;
    this.#keys = [];
    return keys;
  }

  /** Draws the lines that differ from those before. */
  draw(lines: readonly Line[]): void {
    const texts = lines.map((line) => terminalText([line], pc.isColorSupported));
    const changed = texts.map((text, row) =>
      text === this.#drawn[row] ? '' : `${CSI}${row + 1};1H${text}${CLEAR.line}`,
    );
    const rest = texts.length < this.#drawn.length ? `${CSI}${texts.length + 1};1H${CLEAR.below}` : '';
    const written = `${changed.join('')}${rest}`;
    if (this.#drawn.length === 0) this.#output.write(`${CURSOR.home}${CLEAR.below}`);
    if (written !== '') this.#output.write(written);
    this.#drawn = texts;
  }

  async suspend(): Promise<void> {
    if (!HAS_JOBS) return;
    this.#leave();
    process.off('SIGTSTP', this.#onStop);
    // The whole group stops, as after Ctrl-Z in a shell. A group without a shell goes on at once.
    process.kill(0, 'SIGTSTP');
    await sleepUntilUs(wallNowUs() + STOP_US);
    process.on('SIGTSTP', this.#onStop);
    this.#enter();
  }

  close(): void {
    this.#leave();
    this.#output.off('resize', this.#onResize);
    process.off('SIGTSTP', this.#onStop);
    process.off('SIGCONT', this.#onGoOn);
    process.off('exit', this.#onExit);
    if (!this.hasKeys) return;
    this.#input.off('data', this.#onInput).off('error', ignored);
    this.#input.pause();
    this.#input.unref();
  }

  #enter(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#drawn = [];
    if (this.hasKeys) this.#input.setRawMode(true).resume();
    this.#output.write(`${OTHER_SCREEN.on}${CURSOR.off}`);
  }

  #leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.hasKeys) this.#input.setRawMode(false);
    this.#output.write(`${CURSOR.on}${OTHER_SCREEN.off}`);
  }
}

/** A terminal that is closed ends the program by a signal. Its input fails as well, which needs no further report. */
function ignored(): void {}
