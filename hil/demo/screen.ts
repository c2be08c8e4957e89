import type { WriteStream } from 'node:tty';
import { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import { clipped, type Line, terminalText } from './styled-text.ts';

/** Where a demo is shown. */
export interface Screen {
  /** Something moves and somebody looks: worth waiting for. */
  readonly isLive: boolean;
  /** Lines that stay. */
  print(lines: readonly Line[]): void;
  /** What is shown below them until the next time. */
  live(lines: readonly Line[]): void;
  /** Takes away what is live. */
  clear(): void;
  /** What is live stays as it is, and the cursor is seen again. */
  end(): void;
}

/** A terminal that can move its cursor gets a live part; a pipe, a file and a dumb terminal get lines as they come. */
export function openScreen(stream: WriteStream): Screen {
  const isLive = stream.isTTY === true && process.env.TERM !== 'dumb';
  return isLive ? new TerminalScreen(stream) : new PlainScreen(stream);
}

class TerminalScreen implements Screen {
  readonly isLive = true;
  readonly #stream: WriteStream;
  readonly #log: ReturnType<typeof createLogUpdate>;
  #liveLines: readonly Line[] = [];

  constructor(stream: WriteStream) {
    this.#stream = stream;
    this.#log = createLogUpdate(stream);
  }

  /** Past log-update, which would cut off what is higher than the terminal. */
  print(lines: readonly Line[]): void {
    this.#log.clear();
    this.#stream.write(`${terminalText(lines, pc.isColorSupported)}\n`);
    if (this.#liveLines.length > 0) this.live(this.#liveLines);
  }

  live(lines: readonly Line[]): void {
    this.#liveLines = lines;
    const shown = lines.map((line) => clipped(line, this.#stream.columns));
    this.#log(terminalText(shown, pc.isColorSupported));
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
