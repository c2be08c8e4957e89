import { STOP_SEQUENCE } from '../../../protocol/device/stop-detector.ts';
import { HilError } from '../../base/hil-error.ts';
import type { Wall } from '../../base/wall-clock.ts';
import type { BoardLine } from '../../rigs/lines/board-line.ts';
import { openBoardLine } from '../../rigs/opening/open-rig.ts';

/** The line to a rig whose other end is a page. It passes bytes and does not read them. */
export class RigBridge {
  readonly name: string;
  onBytes: (bytes: Uint8Array) => void = () => {};
  /** Called when the line breaks. */
  onLost: (why: HilError) => void = () => {};
  readonly #line: BoardLine;
  #isClosed = false;

  private constructor(line: BoardLine) {
    this.#line = line;
    this.name = line.name;
    line.onBytes = (bytes) => this.onBytes(bytes);
    line.onLost = (why) => this.#lose(why);
  }

  /** Opens the line to a rig by its name, at the pace of the wall. Rejects with `HilError`. */
  static async open(name: string, wall?: Wall): Promise<RigBridge> {
    const bridge = new RigBridge(await openBoardLine(name, { seed: 1, watched: true, wall }));
    void bridge.#live();
    return bridge;
  }

  /** Passes bytes of the page on. A line that takes none is lost. */
  send(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    const { boardTime } = this.#line;
    boardTime.catchUp();
    try {
      this.#line.send(bytes);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      this.#lose(error);
    }
    boardTime.wake();
  }

  /** Stops the motor at once: the stop bytes act within a line and without a session. */
  halt(): void {
    this.send(Uint8Array.from(STOP_SEQUENCE));
  }

  /** Halts the rig and frees its line. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.halt();
    this.#isClosed = true;
    this.#line.boardTime.wake();
    await this.#line.close();
  }

  /** Frees the line of a rig that is lost. */
  async free(): Promise<void> {
    this.#isClosed = true;
    this.#line.boardTime.wake();
    await this.#line.close().catch((error: unknown) => {
      if (!(error instanceof HilError)) throw error;
    });
  }

  /** Advances the board's time. */
  async #live(): Promise<void> {
    try {
      while (!this.#isClosed) await this.#line.boardTime.step();
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      this.#lose(error);
    }
  }

  #lose(why: HilError): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onLost(why);
  }
}
