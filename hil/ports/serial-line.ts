import type { TransformOptions } from 'node:stream';
import { type ReadlineOptions, ReadlineParser } from '@serialport/parser-readline';
import { SerialPort } from 'serialport';
import { HilError } from '../base/hil-error.ts';
import { within } from '../base/wall-clock.ts';
import type { ByteLine, LineCounters } from './byte-line.ts';
import { LineGuard } from './line-guard.ts';
import { findDevice, openError } from './port-error.ts';

const BAUD_DEFAULT = 115_200;
const OPEN_MS_MAX = 5000;
const FLUSH_MS_MAX = 500;
const CLOSE_MS_MAX = 5000;
/** More pending bytes than this mean that the device is stuck. */
const SEND_PENDING_BYTES_MAX = 65_536;

/**
 * Parser options. Without an encoding, bytes and noise stay unchanged. The parser's type omits this option of its base
 * class.
 */
const WHOLE_LINES = { includeDelimiter: true, encoding: undefined } as TransformOptions as ReadlineOptions;

/** Notices for a caller that owns both ends of a line. */
export interface SerialObserver {
  /** Called when bytes were delivered, held by the guard, or dropped by it. */
  readonly onSettled: () => void;
  /** Receives an exception of `onBytes`. Without this observer the exception is uncaught. */
  readonly onThrow: (error: unknown) => void;
  readonly onLost: (why: HilError) => void;
}

/** Poller of serialport's POSIX binding, which the common interface omits. */
interface Polled {
  readonly poller?: { once(event: 'disconnect', heard: () => void): unknown };
}

export interface SerialOptions {
  readonly baud?: number;
  readonly observer?: SerialObserver;
}

/**
 * Opens a serial port (8N1) or the slave side of a PTY; follows a link. Rejects with `HilError` (link): PORT_MISSING,
 * PORT_FORBIDDEN, PORT_BUSY, PORT_NOT_TTY, PORT_OPEN_FAILED, TIMED_OUT.
 */
export async function openSerialLine(path: string, options: SerialOptions = {}): Promise<SerialLine> {
  const device = await findDevice(path);
  const port = new SerialPort({
    path: device,
    baudRate: options.baud ?? BAUD_DEFAULT,
    // Leaves DTR unchanged at close, because an edge of DTR resets an Uno.
    hupcl: false,
    autoOpen: false,
  });
  const opened = new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(openError(path, error)) : resolve()));
  });
  try {
    await within(opened, OPEN_MS_MAX, `the port ${path} to open`);
  } catch (error) {
    port.once('open', () => port.close());
    throw error;
  }
  return new SerialLine(path, port, options.observer);
}

/** A `ByteLine` over `serialport`. It always reads, because a port that does not read misses an unplug. */
export class SerialLine implements ByteLine {
  readonly path: string;
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  onClosed: ((why: HilError) => void) | undefined;
  readonly #port: SerialPort;
  readonly #guard = new LineGuard();
  readonly #observer: SerialObserver | undefined;
  #isClosed = false;
  #linesIn = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #deliveredBytes = 0;

  constructor(path: string, port: SerialPort, observer: SerialObserver | undefined) {
    this.path = path;
    this.#port = port;
    this.#observer = observer;
    const parser = new ReadlineParser(WHOLE_LINES);
    parser.on('data', (line: Buffer) => this.#deliver(line));
    port.pipe(this.#guard).pipe(parser);
    // Runs after the pipe's own listener, so that the guard has already seen the bytes.
    port.on('data', (chunk: Buffer) => {
      this.#bytesIn += chunk.length;
      this.#observer?.onSettled();
    });
    // A failed write or read also closes the port; `close` reports it once.
    port.on('error', () => undefined);
    port.on('close', (cause: unknown) => this.#lose(cause));
    // After a hang-up, reads return 0 bytes and serialport repeats them without end. Its poller notices the hang-up.
    (port.port as Polled | undefined)?.poller?.once('disconnect', () => {
      if (port.isOpen) port.close();
    });
  }

  get counters(): LineCounters {
    return {
      linesIn: this.#linesIn,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      overlong: this.#guard.overlong,
      partialsDropped: this.#guard.partialsDropped,
    };
  }

  get bytesOut(): number {
    return this.#bytesOut;
  }

  /** Number of received bytes that were delivered, dropped or held by the guard. */
  get settledBytes(): number {
    return this.#deliveredBytes + this.#guard.droppedBytes + this.#guard.heldBytes;
  }

  send(bytes: Uint8Array): void {
    if (this.#isClosed) throw new HilError('PORT_CLOSED', 'link', `The port ${this.path} is closed.`);
    if (this.#port.writableLength + bytes.length > SEND_PENDING_BYTES_MAX) {
      const text = `The port ${this.path} accepts no bytes: ${this.#port.writableLength} are pending.`;
      throw new HilError('PORT_STUCK', 'link', text);
    }
    this.#bytesOut += bytes.length;
    this.#port.write(Buffer.from(bytes));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#flush();
    this.#guard.end();
    if (!this.#port.isOpen) return;
    const closed = new Promise<void>((resolve) => {
      this.#port.close(() => resolve());
    });
    await within(closed, CLOSE_MS_MAX, `the port ${this.path} to close`);
  }

  /** Waits a bounded time for pending bytes. A dead device must not keep the process alive. */
  async #flush(): Promise<void> {
    if (this.#port.writableLength === 0) return;
    const flushed = new Promise<void>((resolve) => {
      this.#port.write(Buffer.alloc(0), () => resolve());
      this.#port.once('close', () => resolve());
    });
    await within(flushed, FLUSH_MS_MAX, 'the last bytes to leave').catch(() => undefined);
  }

  #deliver(bytes: Buffer): void {
    this.#linesIn += 1;
    this.#deliveredBytes += bytes.length;
    try {
      // Makes a Uint8Array. `slice` of a Buffer shares memory, unlike `slice` of a Uint8Array.
      this.onBytes?.(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
    } catch (error) {
      if (this.#observer === undefined) throw error;
      this.#observer.onThrow(error);
    }
    this.#observer?.onSettled();
  }

  #lose(cause: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#guard.end();
    const why = new HilError(
      'PORT_GONE',
      'link',
      `The port ${this.path} is gone: it was unplugged, or its rig has ended.`,
      {
        cause,
      },
    );
    this.#observer?.onLost(why);
    this.onClosed?.(why);
  }
}
