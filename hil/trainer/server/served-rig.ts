import { HilError } from '../../base/hil-error.ts';
import type { Wall } from '../../base/wall-clock.ts';
import { RigBridge } from './rig-bridge.ts';

/** Receives what happens to the rig of a server. */
export interface RigWatch {
  /** The rig has gone: it was unplugged, its line has ended, or it takes no bytes. */
  onGone(why: HilError): void;
  /** A page has asked for the rig again, and its line is open. */
  onBack(): void;
}

/**
 * The rig of a server, which outlives its line. A rig that has gone is opened again only when a page asks for it, and its motor
 * is stopped then: its shaft does not turn before a person looks.
 */
export class ServedRig {
  readonly name: string;
  onBytes: (bytes: Uint8Array) => void = () => {};
  watch: RigWatch = { onGone: () => {}, onBack: () => {} };
  readonly #wall: Wall;
  #bridge: RigBridge | undefined;
  /** Opening under way, which all pages await that ask in the meantime. */
  #opening: Promise<void> | undefined;
  #closing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(name: string, wall: Wall) {
    this.name = name;
    this.#wall = wall;
  }

  /** Opens a rig by its name. Rejects with `HilError`, as the rig's line does. */
  static async open(name: string, wall: Wall): Promise<ServedRig> {
    const rig = new ServedRig(name, wall);
    await rig.#open();
    return rig;
  }

  /** Opens the line again if the rig has gone. Rejects with `HilError` if it does not open. */
  ready(): Promise<void> {
    if (this.#bridge !== undefined) return Promise.resolve();
    this.#opening ??= this.#reopen().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Passes bytes on. A rig that has gone takes none. */
  send(bytes: Uint8Array): void {
    this.#bridge?.send(bytes);
  }

  /** Stops the motor at once. */
  halt(): void {
    this.#bridge?.halt();
  }

  /** Stops the motor and frees the line. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#opening?.catch(() => undefined);
    await this.#bridge?.close();
    await this.#closing;
  }

  async #reopen(): Promise<void> {
    await this.#closing;
    await this.#open();
    this.halt();
    this.watch.onBack();
  }

  async #open(): Promise<void> {
    const bridge = await RigBridge.open(this.name, this.#wall);
    if (this.#isClosed) {
      await bridge.close();
      throw new HilError('PORT_CLOSED', 'link', 'The server is ending.');
    }
    bridge.onBytes = (bytes) => this.onBytes(bytes);
    bridge.onLost = (why) => this.#lose(bridge, why);
    this.#bridge = bridge;
  }

  #lose(bridge: RigBridge, why: HilError): void {
    this.#bridge = undefined;
    // A line that takes no bytes is still open, and would be busy for the next opening.
    this.#closing = bridge.free();
    this.watch.onGone(why);
  }
}
