import type { SerialIds, SerialNews } from '../engine/rig-messages.ts';
import { type GrantedPorts, SerialBytes, type SerialPortLike } from '../rig/serial-port.ts';
import { reasonOf } from '../texts/language.ts';

export interface SerialLinkEars {
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onNews: (news: SerialNews) => void;
}

/**
 * The Worker's serial port. Web Serial is exposed in dedicated Workers, where `getPorts()` lists the ports that the user has
 * granted to the page; a port itself cannot be passed between the two (https://wicg.github.io/serial/).
 */
export class SerialLink {
  readonly #granted: GrantedPorts | undefined;
  readonly #ears: SerialLinkEars;
  /** The open port and its number. */
  #open: { readonly number: number; readonly bytes: SerialBytes } | undefined;
  /** A port is freed before the next one opens, which may be the same. */
  #last: Promise<void> = Promise.resolve();

  constructor(granted: GrantedPorts | undefined, ears: SerialLinkEars) {
    this.#granted = granted;
    this.#ears = ears;
  }

  /** Opens the granted port with these ids, and says how that went. */
  open(number: number, ids: SerialIds): void {
    this.#last = this.#last.then(() => this.#opened(number, ids)).then(this.#ears.onNews);
  }

  /** Frees a port. */
  close(number: number): void {
    this.#last = this.#last.then(async () => {
      if (this.#open?.number !== number) return;
      const { bytes } = this.#open;
      this.#open = undefined;
      await bytes.close();
    });
  }

  /** Sends bytes to the port. Without an open one they are lost, as on a cable that is pulled. */
  send(bytes: Uint8Array): void {
    this.#open?.bytes.send(bytes);
  }

  async #opened(serial: number, ids: SerialIds): Promise<SerialNews> {
    const port = await this.#portWith(ids);
    if (port === undefined) return { kind: 'rig serial absent', serial };
    const { onBytes, onNews } = this.#ears;
    const onGone = (why: string): void => {
      this.#open = undefined;
      onNews({ kind: 'rig serial gone', serial, why });
    };
    try {
      this.#open = { number: serial, bytes: await SerialBytes.open(port, { onBytes, onGone }) };
      return { kind: 'rig serial opened', serial };
    } catch (error) {
      return { kind: 'rig serial refused', serial, why: reasonOf(error) };
    }
  }

  /** Returns the only granted port with these ids. Two equal boards cannot be told apart. */
  async #portWith(ids: SerialIds): Promise<SerialPortLike | undefined> {
    try {
      const granted = (await this.#granted?.getPorts()) ?? [];
      const [port, ...others] = granted.filter((one) => isSame(one.getInfo(), ids));
      return others.length === 0 ? port : undefined;
    } catch {
      // A browser that shows no ports to a Worker.
      return undefined;
    }
  }
}

function isSame(one: SerialIds, other: SerialIds): boolean {
  return (
    one.usbVendorId === other.usbVendorId &&
    one.usbProductId === other.usbProductId &&
    one.bluetoothServiceClassId === other.bluetoothServiceClassId
  );
}
