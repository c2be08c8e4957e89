import { type RawData, WebSocket } from 'ws';
import { HilError } from '../../base/hil-error.ts';
import { MessageLimit, PER_SECOND_MAX } from './message-limit.ts';
import type { ServedRig } from './served-rig.ts';

/** Longest binary message. A line of the rig's wire has at most 128 bytes, and a page sends some at once. */
const RIG_BYTES_MAX = 1024;
/** Bytes that wait for a page. One that reads so slowly is no longer live. */
const WAITING_BYTES_MAX = 1_000_000;
/** Codes of RFC 6455, section 7.4.1. */
const [GOING_AWAY, POLICY, TOO_LARGE, FAILED] = [1001, 1008, 1009, 1011];
/** Longest reason that a close frame holds. */
const REASON_BYTES_MAX = 123;

/** A rig as its pages use it. */
export type BridgedRig = Pick<ServedRig, 'name' | 'onBytes' | 'ready' | 'send' | 'halt'>;

/** Pages that are connected to a rig. The first one drives it; the others watch what the driver shares. */
export class RigRoom {
  readonly #rig: BridgedRig;
  readonly #nowUs: () => number;
  readonly #watchers = new Set<WebSocket>();
  #driver: WebSocket | undefined;
  /** Pages that wait for the rig to open. */
  #waitingCount = 0;
  /** Latest text of the driver, for a page that comes later. */
  #shared: string | undefined;

  constructor(rig: BridgedRig, nowUs: () => number) {
    this.#rig = rig;
    this.#nowUs = nowUs;
    rig.onBytes = (bytes) => this.#toPage(this.#driver, bytes);
  }

  get count(): number {
    return this.#watchers.size + this.#waitingCount + (this.#driver === undefined ? 0 : 1);
  }

  /** Takes a page in. A rig that has gone is opened again first; if it does not open, the page gets the reason. */
  async enter(page: WebSocket): Promise<void> {
    // A message beyond the size limit ends the connection with its own code.
    page.on('error', () => undefined);
    this.#waitingCount += 1;
    try {
      await this.#rig.ready();
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      this.#tellGone(page, error.message);
      return;
    } finally {
      this.#waitingCount -= 1;
    }
    if (page.readyState === WebSocket.OPEN) this.#welcome(page);
  }

  /** Tells a page its role. */
  #welcome(page: WebSocket): void {
    const role = this.#driver === undefined ? 'driver' : 'watcher';
    const limit = new MessageLimit(this.#nowUs);
    page.on('close', () => this.#leave(page));
    page.on('message', (data, isBinary) => {
      const bytes = bytesOf(data);
      if (!limit.takes(bytes.length)) end(page, POLICY, `Too many messages; allowed: ${PER_SECOND_MAX} a second.`);
      else if (page !== this.#driver) end(page, POLICY, 'Only the page that drives the rig may send.');
      else this.#take(page, bytes, isBinary);
    });
    if (role === 'driver') this.#driver = page;
    else this.#watchers.add(page);
    this.#toPage(page, JSON.stringify({ kind: 'welcome', role, rig: this.#rig.name }));
    if (role === 'watcher' && this.#shared !== undefined) this.#toPage(page, this.#shared);
  }

  /** Tells all pages that the rig has gone. Each connects again when its user asks for that. */
  lose(why: string): void {
    for (const page of this.#emptied()) this.#tellGone(page, why);
  }

  /** Ends all connections. */
  close(): void {
    for (const page of this.#emptied()) end(page, GOING_AWAY, 'The server has ended.');
  }

  /** Takes all pages out at once: one that connects again must not wait for the end of the others. */
  #emptied(): readonly WebSocket[] {
    const pages = [this.#driver, ...this.#watchers].filter((page) => page !== undefined);
    this.#driver = undefined;
    this.#shared = undefined;
    this.#watchers.clear();
    return pages;
  }

  /** The reason goes as a text: a close frame would cut it. */
  #tellGone(page: WebSocket, why: string): void {
    this.#toPage(page, JSON.stringify({ kind: 'rig gone', why }));
    end(page, FAILED, 'The rig has gone.');
  }

  #take(page: WebSocket, bytes: Buffer, isBinary: boolean): void {
    if (!isBinary) {
      this.#shared = bytes.toString('utf8');
      for (const watcher of this.#watchers) this.#toPage(watcher, this.#shared);
    } else if (bytes.length > RIG_BYTES_MAX) {
      end(page, TOO_LARGE, `A message of ${bytes.length} bytes for the rig; allowed: at most ${RIG_BYTES_MAX}.`);
    } else this.#rig.send(new Uint8Array(bytes));
  }

  #leave(page: WebSocket): void {
    this.#watchers.delete(page);
    if (page !== this.#driver) return;
    this.#driver = undefined;
    this.#shared = undefined;
    // A page that closes its connection properly halts the rig first. A page that vanishes does not, so the server
    // halts it.
    this.#rig.halt();
    // No page drives by itself now: the shaft moves only where a person asks for it.
    for (const watcher of this.#watchers) this.#toPage(watcher, JSON.stringify({ kind: 'driver left' }));
  }

  #toPage(page: WebSocket | undefined, data: string | Uint8Array): void {
    if (page === undefined || page.readyState !== WebSocket.OPEN) return;
    if (page.bufferedAmount > WAITING_BYTES_MAX) page.terminate();
    else page.send(data);
  }
}

function end(page: WebSocket, code: number, reason: string): void {
  page.close(
    code,
    Buffer.from(reason)
      .subarray(0, REASON_BYTES_MAX)
      .toString('utf8')
      .replace(/\uFFFD$/, ''),
  );
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
