import type { RigVia } from '../engine/rig-messages.ts';
import type { Said } from '../texts/language.ts';

/** A way of the page to a rig: Web Serial, or the server of `rollerloop trainer`. */
export interface RigPort {
  /** Carrier of its bytes: the page, or the Worker. */
  readonly via: RigVia;
  /** Name for messages of the engine. */
  readonly name: string;
  /** Name for the user. */
  readonly title: Said;
  onBytes: (bytes: Uint8Array) => void;
  /** Called once when the port is gone, with the reason as a sentence. `close` does not call it. */
  onClosed: (why: Said) => void;
  send(bytes: Uint8Array): void;
  close(): Promise<void>;
}
