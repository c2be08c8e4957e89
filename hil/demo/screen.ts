import type { WriteStream } from 'node:tty';
import { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import { COLUMNS, clipped, type Line, terminalText } from './styled-text.ts';

/** Output of the demo. */
export interface Screen {
  /** True for a terminal that shows a moving part. The demo then runs at a pace for the eye. */
  readonly isLive: boolean;
  /** Width of text: that of the terminal, but at most the width of the demo. */
  readonly columns: number;
  /** Prints lines that stay. */
  print(lines: readonly Line[]): void;
  /** Replaces the moving part below the permanent lines. */
  live(lines: readonly Line[]): void;
  /** Removes the moving part. */
  clear(): void;
  /** Leaves the moving part as it is, and shows the cursor again. */
  end(): void;
}

/** Opens a screen: with a moving part on a terminal that can move its cursor, else with plain lines. */
export function openScreen(stream: WriteStream): Screen {
  return canMoveCursor(stream) ? new TerminalScreen(stream) : new PlainScreen(stream);
}

/** Returns whether a stream is a terminal that can move its cursor. */
export function canMoveCursor(stream: WriteStream): boolean {
  return stream.isTTY === true && process.env.TERM !== 'dumb';
}

class TerminalScreen implements Screen {
  readonly isLive = true;
  readonly columns: number;
  readonly #stream: WriteStream;
  readonly #log: ReturnType<typeof createLogUpdate>;
  #liveLines: readonly Line[] = [];

  constructor(stream: WriteStream) {
    this.#stream = stream;
    this.columns = Math.min(COLUMNS, stream.columns || COLUMNS);
    this.#log = createLogUpdate(stream);
  }

  /** Writes past log-update, which would cut off text that is higher than the terminal. */
  print(lines: readonly Line[]): void {
    this.#log.clear();
    const shown = this.#clipped(lines);
    this.#stream.write(`${terminalText(shown, pc.isColorSupported)}\n`);
    if (this.#liveLines.length > 0) this.live(this.#liveLines);
  }

  live(lines: readonly Line[]): void {
    this.#liveLines = lines;
    const shown = this.#clipped(lines);
    this.#log(terminalText(shown, pc.isColorSupported));
  }

  /** Clips at the present width of the terminal, which may change. */
  #clipped(lines: readonly Line[]): readonly Line[] {
    return lines.map((line) => clipped(line, this.#stream.columns || COLUMNS));
  }

  clear(): void {
    this.#liveLines = [];
    this.#log.clear();
  }

  end(): void {
    this.#liveLines = [];
    this.#log.done();
  }
}

class PlainScreen implements Screen {
  readonly isLive = false;
  readonly columns = COLUMNS;
  readonly #stream: WriteStream;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  print(lines: readonly Line[]): void {
    this.#stream.write(`${terminalText(lines, false)}\n`);
  }

  live(): void {}

  clear(): void {}

  end(): void {}
}
