/// <reference lib="dom" />
import type { Wall } from '../../../../hil/base/wall-clock.ts';
import type { GrantedPorts, SerialLike, SerialPortLike } from '../../../../hil/trainer/page/rig/serial-port.ts';
import { BoardAtWall } from '../worker/board-at-wall.ts';

const IDS = { usbVendorId: 0x2341, usbProductId: 0x0043 };

/** Web Serial with one port, with a simulated board behind it. Page and Worker have an object of their own for it, as in a browser. */
export class FakeSerial implements SerialLike {
  readonly port: BoardAtWall;
  /** Ports that a Worker sees: the same one, unless a test says otherwise. */
  ofWorker: readonly SerialPortLike[];
  #reads: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly openCounts = { page: 0, worker: 0 };

  constructor(wall: Wall) {
    this.port = new BoardAtWall(wall, (bytes) => this.#reads?.enqueue(bytes));
    this.ofWorker = [this.portOf('worker')];
  }

  async requestPort(): Promise<SerialPortLike> {
    return this.portOf('page');
  }

  async getPorts(): Promise<readonly SerialPortLike[]> {
    return [this.portOf('page')];
  }

  /** Web Serial of the Worker. */
  get granted(): GrantedPorts {
    return { getPorts: async () => this.ofWorker };
  }

  /** The port as page or Worker see it. */
  portOf(place: 'page' | 'worker'): SerialPortLike {
    let [readable, writable]: [SerialPortLike['readable'], SerialPortLike['writable']] = [null, null];
    return {
      get readable() {
        return readable;
      },
      get writable() {
        return writable;
      },
      getInfo: () => IDS,
      open: async () => {
        if (this.#reads !== undefined) throw new DOMException('Failed to open serial port.', 'NetworkError');
        this.openCounts[place] += 1;
        readable = new ReadableStream<Uint8Array>({
          start: (controller) => {
            this.#reads = controller;
          },
        });
        writable = new WritableStream<Uint8Array>({ write: (bytes) => this.port.receive(bytes) });
      },
      close: async () => {
        this.#reads = undefined;
      },
    };
  }

  /** Pulls the cable. */
  unplug(): void {
    this.#reads?.error(new DOMException('The device has been lost.', 'NetworkError'));
    this.#reads = undefined;
  }
}
