/** A way of the page to a rig: Web Serial, or the server of `rollerloop trainer`. */
export interface RigPort {
  /** Name for messages. */
  readonly name: string;
  onBytes: (bytes: Uint8Array) => void;
  /** Called once when the port is gone, with the reason as a sentence. `close` does not call it. */
  onClosed: (why: string) => void;
  send(bytes: Uint8Array): void;
  close(): Promise<void>;
}
