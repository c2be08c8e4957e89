import { HilError } from '../base/hil-error.ts';
import { within } from '../base/wall-clock.ts';
import type { ByteLine } from './byte-line.ts';
import { openPty, type Pty } from './pty.ts';
import { openSerialLine, type SerialLine } from './serial-line.ts';

const QUIET_MS_MAX = 2000;

/** A pseudo terminal with both ends in this process. It can therefore count the bytes in flight. */
export interface VirtualLine {
  readonly host: ByteLine;
  readonly board: {
    send(bytes: Uint8Array): void;
    onBytes: ((bytes: Uint8Array) => void) | undefined;
  };
  readonly inFlightBytes: number;
  /**
   * Resolves when no byte is in flight in either direction and every complete line was delivered. Rejects with
   * `HilError` TIMED_OUT that counts the missing bytes, with PORT_GONE, or with the exception of a callback.
   */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a virtual line. Rejects as `openPty` and `openSerialLine` do. */
export async function openVirtualLine(): Promise<VirtualLine> {
  const pty = await openPty();
  try {
    const line = new PtyLine(pty);
    await line.open();
    return line;
  } catch (error) {
    await pty.close();
    throw error;
  }
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

class PtyLine implements VirtualLine {
  readonly board: VirtualLine['board'];
  readonly #pty: Pty;
  #host: SerialLine | undefined;
  #boardInBytes = 0;
  #boardOutBytes = 0;
  #failure: { readonly error: unknown } | undefined;
  #waiters: Waiter[] = [];

  constructor(pty: Pty) {
    this.#pty = pty;
    this.board = { send: (bytes) => this.#boardSend(bytes), onBytes: undefined };
    pty.onBytes = (bytes) => this.#boardTake(bytes);
    pty.onClosed = (why) => this.#fail(why);
  }

  async open(): Promise<void> {
    this.#host = await openSerialLine(this.#pty.path, {
      observer: {
        onSettled: () => this.#settle(),
        onThrow: (error) => this.#fail(error),
        onLost: (why) => this.#fail(why),
      },
    });
  }

  get host(): SerialLine {
    if (this.#host === undefined) throw new Error('virtual line used before it was open');
    return this.#host;
  }

  get inFlightBytes(): number {
    return this.#toBoardBytes + this.#toHostBytes;
  }

  get #toBoardBytes(): number {
    return this.host.bytesOut - this.#boardInBytes;
  }

  get #toHostBytes(): number {
    return this.#boardOutBytes - this.host.settledBytes;
  }

  quiet(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    if (this.inFlightBytes === 0) return Promise.resolve();
    const quiet = new Promise<void>((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
    return within(quiet, QUIET_MS_MAX, () => this.#missing());
  }

  async close(): Promise<void> {
    this.#fail(new HilError('PORT_CLOSED', 'link', 'The virtual line is closed.'));
    await this.host.close();
    await this.#pty.close();
  }

  #missing(): string {
    return `the virtual line to fall quiet: ${this.#toBoardBytes} bytes missing at the board, ${this.#toHostBytes} at the host`;
  }

  #boardSend(bytes: Uint8Array): void {
    this.#boardOutBytes += bytes.length;
    this.#pty.write(bytes);
  }

  #boardTake(bytes: Uint8Array): void {
    this.#boardInBytes += bytes.length;
    try {
      this.board.onBytes?.(bytes);
    } catch (error) {
      this.#fail(error);
    }
    this.#settle();
  }

  #settle(): void {
    if (this.#waiters.length === 0 || this.inFlightBytes !== 0) return;
    for (const { resolve } of this.#takeWaiters()) resolve();
  }

  /** Keeps the first failure and rejects all waiters, later ones too. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const { reject } of this.#takeWaiters()) reject(this.#failure.error);
  }

  #takeWaiters(): readonly Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    return waiters;
  }
}
