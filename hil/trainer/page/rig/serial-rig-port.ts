import { connectionTexts } from '../texts/connection-texts.ts';
import { reasonOf } from '../texts/language.ts';
import type { RigPort } from './rig-port.ts';

const BAUD = 115_200;

/** A port of Web Serial, as the page uses it. TypeScript's own types lack it. */
export interface SerialPortLike {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { readonly baudRate: number }): Promise<void>;
  close(): Promise<void>;
}

export interface SerialLike {
  requestPort(): Promise<SerialPortLike>;
}

/** Returns the browser's Web Serial; undefined where it has none. */
export function browserSerial(of: Navigator): SerialLike | undefined {
  return (of as Navigator & { readonly serial?: SerialLike }).serial;
}

/** Lets the user choose a serial port and opens it. Undefined if the user chose none. Rejects if the port does not open. */
export async function openSerialRigPort(serial: SerialLike): Promise<RigPort | undefined> {
  const chosen = await serial.requestPort().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  });
  if (chosen === undefined) return undefined;
  await chosen.open({ baudRate: BAUD });
  return new SerialRigPort(chosen);
}

class SerialRigPort implements RigPort {
  readonly via = 'page';
  readonly name = connectionTexts.serialPort.en;
  readonly title = connectionTexts.serialPort;
  onBytes: RigPort['onBytes'] = () => {};
  onClosed: RigPort['onClosed'] = () => {};
  readonly #port: SerialPortLike;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #isClosed = false;

  constructor(port: SerialPortLike) {
    this.#port = port;
    this.#reader = port.readable?.getReader();
    this.#writer = port.writable?.getWriter();
    void this.#read();
  }

  send(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    this.#writer?.write(bytes).catch((error: unknown) => this.#lose(error));
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
        this.onBytes(piece.value);
      }
      this.#lose(connectionTexts.serialEnded);
    } catch (error) {
      this.#lose(error);
    }
  }

  #lose(error: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onClosed(connectionTexts.serialGone(reasonOf(error)));
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
