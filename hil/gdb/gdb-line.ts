import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { HilError } from '../base/hil-error.ts';

/** Longest single wait for a message; the wait then begins again. */
const WAIT_MS = 1000;

/** Message of the thread that owns the socket; null: the debugger has left. */
type FromLine = { readonly listens: true } | { readonly failure: string } | { readonly bytes: Uint8Array } | null;

/** Text of that thread. A held processor blocks the bench's own thread, so another one serves the socket. */
const SERVE = `
const { workerData } = require('node:worker_threads');
const { port, shared, tcpPort } = workerData;
const state = new Int32Array(shared);
const tell = (message) => {
  port.postMessage(message);
  Atomics.add(state, 0, 1);
  Atomics.notify(state, 0);
};
let client;
let isOver = false;
const server = require('node:net').createServer((socket) => {
  if (client !== undefined || isOver) return socket.destroy();
  client = socket;
  socket.setNoDelay(true);
  socket.on('data', (bytes) => { if (!isOver) tell({ bytes }); });
  socket.on('error', () => undefined);
  socket.on('close', () => { client = undefined; tell(null); });
});
server.on('error', (error) => tell({ failure: error.code }));
server.listen({ port: tcpPort, host: '127.0.0.1' }, () => tell({ listens: true }));
port.on('message', (message) => {
  if (message === 'drop') client?.destroy();
  else if (message === 'end') { isOver = true; server.close(); client?.end(); }
  else client?.write(message);
});
`;

/** Line to a debugger on a loopback port. Reading it blocks, so that nothing else of the bench goes on. */
export class GdbLine {
  readonly #state = new Int32Array(new SharedArrayBuffer(4));
  readonly #port: MessagePort;
  readonly #worker: Worker;

  /** Listens at the port. Throws `HilError` (usage) if another program has it. */
  constructor(tcpPort: number) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData = { port: port2, shared: this.#state.buffer, tcpPort };
    this.#worker = new Worker(SERVE, { eval: true, workerData, transferList: [port2], stderr: false });
    this.#worker.unref();
    const first = this.#next(true);
    if (first === undefined || first === null || !('failure' in first)) return;
    void this.close();
    const message = `\`--gdb\`: port ${tcpPort} of 127.0.0.1 cannot be opened (${first.failure}); allowed: a free port. Nothing was run.`;
    throw new HilError('GDB_PORT_TAKEN', 'usage', message);
  }

  /** Waits for bytes. Returns null if the debugger has left. */
  read(): Uint8Array | null {
    return bytesOf(this.#next(true)) ?? null;
  }

  /** Returns bytes that have come; undefined without any, null if the debugger has left. */
  poll(): Uint8Array | null | undefined {
    return bytesOf(this.#next(false));
  }

  write(text: string): void {
    this.#port.postMessage(Buffer.from(text, 'latin1'));
  }

  /** Closes the connection, so that another client may connect. */
  dropClient(): void {
    this.#port.postMessage('drop');
  }

  /** Sends what was written, closes the connection, and refuses further clients. */
  endListening(): void {
    this.#port.postMessage('end');
  }

  async close(): Promise<void> {
    this.#port.close();
    await this.#worker.terminate();
  }

  #next(waits: boolean): FromLine | undefined {
    for (;;) {
      const seen = Atomics.load(this.#state, 0);
      const found = receiveMessageOnPort(this.#port) as { readonly message: FromLine } | undefined;
      if (found !== undefined) return found.message;
      if (!waits) return undefined;
      Atomics.wait(this.#state, 0, seen, WAIT_MS);
    }
  }
}

function bytesOf(message: FromLine | undefined): Uint8Array | null | undefined {
  return message === undefined || message === null ? message : 'bytes' in message ? message.bytes : undefined;
}
