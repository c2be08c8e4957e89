import { SerialPort } from 'serialport';
import { within } from '../../../hil/base/wall-clock.ts';

/** Allows for a machine under load. */
const ANSWER_MS_MAX = 120_000;
/** If no answer comes within this time, the request is sent again. */
const TRY_MS = 2000;
const TRIES_MAX = 20;

/** Trailer by the wire document: two digits of length, four of CRC-16/CCITT-FALSE. */
export function framed(body: string): string {
  let crc = 0xffff;
  for (const letter of body) {
    crc ^= letter.charCodeAt(0) << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
  return `${body}*${hex(body.length, 2)}${hex(crc, 4)}\n`;
}

/** A third-party program: a serial port, and the rules of the wire document. */
export class Stranger {
  readonly #port: SerialPort;
  #heard = '';
  #onHeard: () => void = () => undefined;

  private constructor(port: SerialPort) {
    this.#port = port;
    port.on('data', (chunk: Buffer) => {
      this.#heard += chunk.toString('latin1');
      this.#onHeard();
    });
  }

  static async at(path: string): Promise<Stranger> {
    const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    return new Stranger(port);
  }

  /** Sends a line and waits for a line that begins with `answer`. */
  async asks(text: string, answer: string): Promise<string> {
    this.#port.write(text);
    const line = this.#heardLine(answer);
    return within(line, ANSWER_MS_MAX, () => `an answer ${answer}; heard was ${JSON.stringify(this.#heard)}`);
  }

  /** Repeats the request until an answer arrives: a rig loses answers while older ones fill the line. */
  async asksUntil(text: string, answer: string): Promise<string> {
    for (let tries = 1; tries < TRIES_MAX; tries += 1) {
      this.#port.write(text);
      const found = await within(this.#heardLine(answer), TRY_MS, `an answer ${answer}`).catch(() => undefined);
      if (found !== undefined) return found;
    }
    return this.asks(text, answer);
  }

  /** Resolves when the port has taken all bytes. */
  async says(bytes: Uint8Array): Promise<void> {
    this.#port.write(bytes);
    await new Promise<void>((resolve) => this.#port.drain(() => resolve()));
  }

  /** Stops reading. */
  pauses(): void {
    this.#port.pause();
  }

  async leaves(): Promise<void> {
    await new Promise<void>((resolve) => this.#port.close(() => resolve()));
  }

  #heardLine(start: string): Promise<string> {
    return new Promise((resolve) => {
      this.#onHeard = () => {
        const found = this.#heard
          .split('\n')
          .slice(0, -1)
          .find((one) => one.startsWith(start));
        if (found !== undefined) resolve(found);
      };
      this.#onHeard();
    });
  }
}
