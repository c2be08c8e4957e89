/** Subprotocol of the server. A page sends its token as a second one, because a browser sends no headers of its own. */
const PROTOCOL = 'rollerloop';

/** End of a connection, as the browser reports it. */
export interface SocketEnd {
  readonly code: number;
  readonly reason: string;
}

export interface SocketLinkOptions {
  readonly host: string;
  readonly token: string;
  readonly onText: (text: string) => void;
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onEnded: (end: SocketEnd) => void;
}

/**
 * Connection of the Worker to the server of `rollerloop trainer`. Bytes of the rig are binary messages, all else is text. The
 * Worker holds it, so that a page that is busy or prints does not hold the bytes of its rig up.
 */
export class SocketLink {
  readonly #socket: WebSocket;

  constructor({ host, token, onText, onBytes, onEnded }: SocketLinkOptions) {
    const socket = new WebSocket(`ws://${host}/rig`, [PROTOCOL, token]);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === 'string') onText(data);
      else onBytes(new Uint8Array(data));
    };
    socket.onclose = ({ code, reason }) => onEnded({ code, reason });
  }

  /** Sends bytes to the rig, or a text to the pages that watch. A connection that has ended takes nothing. */
  send(data: Uint8Array | string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(typeof data === 'string' ? data : data.slice());
  }

  /** Ends the connection. `onEnded` is not called. */
  close(): void {
    this.#socket.onclose = null;
    this.#socket.close();
  }
}
