import type { EngineClient } from '../engine/engine-client.ts';
import { connectionTexts } from '../texts/connection-texts.ts';
import type { Words } from '../texts/language.ts';
import type { RigPort } from './rig-port.ts';

/** Code with which the server ends a connection when it ends itself. */
const ENDED_BY_SERVER = 1001;

/** Text that a server sends first. */
export interface Welcome {
  readonly kind: 'welcome';
  /** The driver's page sets the pace of the rig. A watcher's page receives the driver's inputs. */
  readonly role: 'driver' | 'watcher';
  readonly rig: string;
}

/** The Worker's connection to the server of `rollerloop trainer`, as the page uses it. The Worker carries the bytes itself. */
export class SocketRigPort implements RigPort {
  readonly via = 'socket';
  readonly name: string;
  readonly title: string;
  readonly role: Welcome['role'];
  onBytes: RigPort['onBytes'] = () => {};
  onClosed: RigPort['onClosed'] = () => {};
  /** Receives what the driver's page shares, on a watcher's page. */
  onShared: (text: string) => void = () => {};
  readonly #engine: EngineClient;
  readonly #socket: number;
  #isGone = false;

  constructor(engine: EngineClient, socket: number, { rig, role }: Welcome) {
    this.#engine = engine;
    this.#socket = socket;
    this.name = rig;
    this.title = rig;
    this.role = role;
    engine.onSocket = (news) => {
      if (news.socket !== socket || this.#isGone) return;
      const why = news.kind === 'rig socket ended' ? reasonOf(news) : goneBecause(news.text);
      if (why === undefined && news.kind === 'rig socket text') this.onShared(news.text);
      if (why === undefined) return;
      this.#isGone = true;
      this.onClosed(why);
    };
  }

  /** Never called: the Worker sends the bytes of its runs. */
  send(): void {}

  /** Shares a text with the pages that watch. */
  share(text: string): void {
    this.#engine.toRig({ kind: 'rig socket share', socket: this.#socket, text });
  }

  async close(): Promise<void> {
    this.onClosed = () => {};
    this.#engine.toRig({ kind: 'rig socket close', socket: this.#socket });
  }
}

/** Port to the server's rig, or the reason why there is none. */
export type SocketOpening =
  | { readonly ok: true; readonly port: SocketRigPort }
  | { readonly ok: false; readonly why: Words };

/** Lets the Worker connect to the server that the page came from. `socket` is a number that no earlier socket had. */
export function openSocketRigPort(
  engine: EngineClient,
  socket: number,
  { host, token }: { readonly host: string; readonly token: string },
): Promise<SocketOpening> {
  return new Promise((resolve) => {
    engine.onSocket = (news) => {
      if (news.socket !== socket) return;
      if (news.kind === 'rig socket ended') resolve({ ok: false, why: refusalOf(news.reason) });
      else {
        const welcome = welcomeOf(news.text);
        if (welcome === undefined) resolve({ ok: false, why: goneBecause(news.text) ?? connectionTexts.strange });
        else resolve({ ok: true, port: new SocketRigPort(engine, socket, welcome) });
      }
    };
    engine.toRig({ kind: 'rig socket open', socket, host, token });
  });
}

function welcomeOf(text: string): Welcome | undefined {
  const { kind, role, rig } = JSON.parse(text) as Partial<Welcome>;
  const isWelcome = kind === 'welcome' && (role === 'driver' || role === 'watcher') && typeof rig === 'string';
  return isWelcome ? { kind, role, rig } : undefined;
}

/** Returns the reason of a text that says that the server has lost its rig; undefined for another text. */
function goneBecause(text: string): Words | undefined {
  const { kind, why } = JSON.parse(text) as { readonly kind?: unknown; readonly why?: unknown };
  return kind === 'rig gone' ? connectionTexts.rigGone(String(why)) : undefined;
}

function refusalOf(reason: string): Words {
  return reason === '' ? connectionTexts.refused : connectionTexts.serverSays(reason);
}

function reasonOf({ code, reason }: { readonly code: number; readonly reason: string }): Words {
  if (code === ENDED_BY_SERVER) return connectionTexts.serverEnded;
  return reason === '' ? connectionTexts.serverGone(code) : connectionTexts.serverSays(reason);
}
