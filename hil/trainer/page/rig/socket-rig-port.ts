import { connectionTexts } from '../texts/connection-texts.ts';
import type { Words } from '../texts/language.ts';
import type { RigPort } from './rig-port.ts';

/** Subprotocol of the server. A page sends its token as a second one, because a browser sends no headers of its own. */
const PROTOCOL = 'rollerloop';
/** Codes with which the server ends a connection, besides the browser's own. */
const ENDED_BY_SERVER = 1001;

/** Text that a server sends first. */
export interface Welcome {
  readonly kind: 'welcome';
  /** The driver's page sets the pace of the rig. A watcher's page receives the driver's inputs. */
  readonly role: 'driver' | 'watcher';
  readonly rig: string;
}

/** Connection to the server of `rollerloop trainer`. Bytes of the rig are binary messages, all else is text. */
export class SocketRigPort implements RigPort {
  readonly name: string;
  readonly title: string;
  readonly role: Welcome['role'];
  onBytes: RigPort['onBytes'] = () => {};
  onClosed: RigPort['onClosed'] = () => {};
  /** Receives what the driver's page shares, on a watcher's page. */
  onShared: (text: string) => void = () => {};
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, { rig, role }: Welcome) {
    this.#socket = socket;
    this.name = rig;
    this.title = rig;
    this.role = role;
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === 'string') this.onShared(data);
      else this.onBytes(new Uint8Array(data));
    };
    socket.onclose = (event) => this.onClosed(reasonOf(event));
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes.slice());
  }

  /** Shares a text with the pages that watch. */
  share(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  async close(): Promise<void> {
    this.#socket.onclose = null;
    this.#socket.close();
  }
}

/** Port to the server's rig, or the reason why there is none. */
export type SocketOpening =
  | { readonly ok: true; readonly port: SocketRigPort }
  | { readonly ok: false; readonly why: Words };

/** Connects to the server that the page came from. */
export function openSocketRigPort(host: string, token: string): Promise<SocketOpening> {
  const socket = new WebSocket(`ws://${host}/rig`, [PROTOCOL, token]);
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve) => {
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      const welcome = welcomeOf(data);
      if (welcome === undefined) resolve({ ok: false, why: connectionTexts.strange });
      else resolve({ ok: true, port: new SocketRigPort(socket, welcome) });
    };
    socket.onclose = ({ reason }) => {
      resolve({ ok: false, why: reason === '' ? connectionTexts.refused : connectionTexts.serverSays(reason) });
    };
  });
}

function welcomeOf(data: unknown): Welcome | undefined {
  if (typeof data !== 'string') return undefined;
  const { kind, role, rig } = JSON.parse(data) as Partial<Welcome>;
  const isWelcome = kind === 'welcome' && (role === 'driver' || role === 'watcher') && typeof rig === 'string';
  return isWelcome ? { kind, role, rig } : undefined;
}

function reasonOf({ code, reason }: CloseEvent): Words {
  if (code === ENDED_BY_SERVER) return connectionTexts.serverEnded;
  return reason === '' ? connectionTexts.serverGone(code) : connectionTexts.serverSays(reason);
}
