/// <reference lib="dom" />
import type { SerialLike, SerialPortLike } from '../../../../hil/trainer/page/rig/serial-rig-port.ts';
import { BoardAtWall } from '../worker/board-at-wall.ts';
import type { DrivenWall } from '../worker/driven-wall.ts';

/** Web Serial with one port, with a simulated board behind it. */
export class FakeSerial implements SerialLike {
  readonly port: BoardAtWall;
  #reads: ReadableStreamDefaultController<Uint8Array> | undefined;
  openCount = 0;

  constructor(wall: DrivenWall) {
    this.port = new BoardAtWall(wall, (bytes) => this.#reads?.enqueue(bytes));
  }

  async requestPort(): Promise<SerialPortLike> {
    const readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#reads = controller;
      },
    });
    const writable = new WritableStream<Uint8Array>({ write: (bytes) => this.port.receive(bytes) });
    return {
      readable,
      writable,
      open: async () => {
        this.openCount += 1;
      },
      close: async () => undefined,
    };
  }

  /** Pulls the cable. */
  unplug(): void {
    this.#reads?.error(new DOMException('The device has been lost.', 'NetworkError'));
    this.#reads = undefined;
  }
}
