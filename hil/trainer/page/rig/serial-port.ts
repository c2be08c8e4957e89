import type { SerialIds } from '../engine/rig-messages.ts';
import { reasonOf } from '../texts/language.ts';

const BAUD = 115_200;
/** Reason of a port whose bytes have ended without an error. */
const ENDED = 'the port has ended';

/** A port of Web Serial, as the page and its Worker use it. TypeScript's own types lack it. */
export interface SerialPortLike {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  getInfo(): SerialIds;
  open(options: { readonly baudRate: number }): Promise<void>;
  close(): Promise<void>;
}

/** Ports that the user has granted. A page and its dedicated Workers have the same. */
export interface GrantedPorts {
  getPorts(): Promise<readonly SerialPortLike[]>;
}

/** Web Serial of a page, which may also ask the user for a port. */
export interface SerialLike extends GrantedPorts {
  requestPort(): Promise<SerialPortLike>;
}

/** Returns the Web Serial of a page or a Worker; undefined where the browser has none. */
export function browserSerial(of: object): SerialLike | undefined {
  return (of as { readonly serial?: SerialLike }).serial;
}

export interface SerialEars {
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Called once when the port is gone, with the reason in the browser's words. `close` does not call it. */
  readonly onGone: (reason: string) => void;
}

/** The bytes of an open serial port, both ways. */
export class SerialBytes {
  readonly #port: SerialPortLike;
  readonly #ears: SerialEars;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #isClosed = false;

  private constructor(port: SerialPortLike, ears: SerialEars) {
    this.#port = port;
    this.#ears = ears;
    this.#reader = port.readable?.getReader();
    this.#writer = port.writable?.getWriter();
    void this.#read();
  }

  /** Opens a port. Rejects if it does not open. */
  static async open(port: SerialPortLike, ears: SerialEars): Promise<SerialBytes> {
    await port.open({ baudRate: BAUD });
    return new SerialBytes(port, ears);
  }

  send(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    this.#writer?.write(bytes).catch((error: unknown) => this.#lose(reasonOf(error)));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#free();
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const piece = await this.#reader?.read();
        if (piece?.value === undefined) break;
        this.#ears.onBytes(piece.value);
      }
      this.#lose(ENDED);
    } catch (error) {
      this.#lose(reasonOf(error));
    }
  }

  #lose(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#ears.onGone(reason);
    void this.#free();
  }

  /** Frees the port. A port that is gone refuses all these calls. */
  async #free(): Promise<void> {
    try {
      await this.#reader?.cancel();
      this.#reader?.releaseLock();
      await this.#writer?.close();
      await this.#port.close();
    } catch {
      // The port is gone, so there is nothing to free.
    }
  }
}
