import { BoardTime } from '../../../hil/base/board-time.ts';
import { within } from '../../../hil/base/wall-clock.ts';
import { openPty, type Pty } from '../../../hil/ports/pty.ts';
import { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import type { Clock } from '../../../protocol/clock.ts';

/** Allows for a machine under load. */
const SEEN_MS_MAX = 120_000;

/** The device at a port. It receives and sends bytes at wall speed. */
export interface Inhabitant {
  receive(bytes: Uint8Array): void;
  close?(): void;
}

/** A port that this process serves, with any device behind it. */
export class ServedPort {
  readonly pty: Pty;
  readonly boardTime = new BoardTime('wall');
  readonly #inhabitant: Inhabitant;
  readonly #running: Promise<void>;
  #isClosed = false;
  #heard = '';
  #sent = '';
  #onLine: () => void = () => undefined;

  private constructor(pty: Pty, makeInhabitant: (clock: Clock, send: (bytes: Uint8Array) => void) => Inhabitant) {
    this.pty = pty;
    this.#inhabitant = makeInhabitant(this.boardTime.clock, (bytes) => {
      this.#sent += Buffer.from(bytes).toString('latin1');
      if (!this.#isClosed) pty.write(bytes);
      this.#onLine();
    });
    pty.onBytes = (bytes) => {
      this.boardTime.catchUp();
      this.#heard += Buffer.from(bytes).toString('latin1');
      this.#inhabitant.receive(bytes);
      this.boardTime.wake();
      this.#onLine();
    };
    this.#running = this.#run();
  }

  static async open(
    makeInhabitant: (clock: Clock, send: (bytes: Uint8Array) => void) => Inhabitant,
  ): Promise<ServedPort> {
    return new ServedPort(await openPty(), makeInhabitant);
  }

  get path(): string {
    return this.pty.path;
  }

  /** All bytes received from the host so far. */
  get heard(): string {
    return this.#heard;
  }

  /** Resolves at a matching line from the host, or to it. */
  async sees(what: RegExp): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      this.#onLine = () => {
        if (what.test(this.#heard) || what.test(this.#sent)) resolve();
      };
      this.#onLine();
    });
    await within(seen, SEEN_MS_MAX, `the host to say ${what}`);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.boardTime.wake();
    await this.#running;
    this.#inhabitant.close?.();
    await this.pty.close();
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) await this.boardTime.step();
  }
}

export interface ServedBoard {
  readonly port: ServedPort;
  readonly board: SimulatedBoard;
}

/** The simulated board at a port. `before` is sent ahead of its first banner. */
export async function serveBoard(before: Uint8Array = new Uint8Array(0), unitNumber?: number): Promise<ServedBoard> {
  let board: SimulatedBoard | undefined;
  const port = await ServedPort.open((clock, send) => {
    const one = new SimulatedBoard({ clock, send, ...(unitNumber === undefined ? {} : { unitNumber }) });
    board = one;
    // Sent only after the host has opened the port, because earlier bytes may be flushed.
    clock.at(clock.nowUs() + 1, () => {
      if (before.length > 0) send(before);
      one.boot();
    });
    return one;
  });
  return { port, board: board as SimulatedBoard };
}
