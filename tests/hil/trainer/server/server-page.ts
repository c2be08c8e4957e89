import { WebSocket } from 'ws';
import { within } from '../../../../hil/base/wall-clock.ts';

const SAID_MS_MAX = 20_000;

/** Headers and path of a page that connects to a served trainer. Left out: those of the page itself. */
export interface PageOptions {
  readonly origin?: string;
  readonly host?: string;
  readonly token?: string;
  readonly path?: string;
  /** Text for which `open` waits. */
  readonly until?: RegExp;
}

interface Ended {
  readonly code: number;
  readonly reason: string;
}

/** A page that connects to a served trainer, without a browser. */
export class ServerPage {
  readonly texts: string[] = [];
  bytes = '';
  readonly #socket: WebSocket;
  readonly #ended: Promise<Ended>;
  #onMessage: () => void = () => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.bytes += data.toString('latin1');
      else this.texts.push(data.toString('utf8'));
      this.#onMessage();
    });
    this.#ended = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString('utf8') }));
    });
  }

  /** Connects. Rejects with the status of HTTP if the server refuses. */
  static open(url: string, options: PageOptions = {}): Promise<ServerPage> {
    const { origin, host } = new URL(url);
    const token = options.token ?? new URL(url).hash.replace('#token=', '');
    const socket = new WebSocket(`ws://${host}${options.path ?? '/rig'}`, token === '' ? [] : ['rollerloop', token], {
      origin: options.origin ?? origin,
      headers: { host: options.host ?? host },
    });
    const page = new ServerPage(socket);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.once('unexpected-response', (_request, { statusCode }) => reject(new Error(`refused: ${statusCode}`)));
      page.said(options.until ?? /"welcome"/).then(() => resolve(page), reject);
    });
  }

  send(data: string | Uint8Array): void {
    this.#socket.send(data);
  }

  /** Waits until texts and bytes match. */
  said(pattern: RegExp): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#onMessage = () => {
        if (pattern.test([...this.texts, this.bytes].join('\n'))) resolve();
      };
      this.#onMessage();
    });
    return within(heard, SAID_MS_MAX, () => `${pattern} in ${this.texts.join()} ${this.bytes}`);
  }

  /** Waits for the end of the connection by the server. */
  ended(): Promise<Ended> {
    return this.#ended;
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#ended;
  }
}
