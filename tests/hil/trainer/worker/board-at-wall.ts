import { BoardTime } from '../../../../hil/base/board-time.ts';
import type { Wall } from '../../../../hil/base/wall-clock.ts';
import { SimulatedBoard } from '../../../../hil/simulated/simulated-board.ts';

/** A simulated board at the pace of a wall clock, behind functions that take and give bytes. */
export class BoardAtWall {
  readonly board: SimulatedBoard;
  onBytes: (bytes: Uint8Array) => void;
  readonly #boardTime: BoardTime;
  #isOn = true;

  constructor(wall: Wall, onBytes: (bytes: Uint8Array) => void) {
    this.onBytes = onBytes;
    this.#boardTime = new BoardTime('wall', { wall });
    const send = (bytes: Uint8Array): void => void Promise.resolve().then(() => this.onBytes(bytes));
    this.board = new SimulatedBoard({ clock: this.#boardTime.clock, send, unitNumber: 7 });
    this.board.boot();
    void this.#live();
  }

  /** Takes bytes as a port does: they arrive later, and not while they are sent. */
  receive(bytes: Uint8Array): void {
    void Promise.resolve().then(() => this.#take(bytes));
  }

  #take(bytes: Uint8Array): void {
    this.#boardTime.catchUp();
    this.board.receive(bytes);
    this.#boardTime.wake();
  }

  /** Brings a magnet to the board's sensor. */
  setFieldMt(fieldMt: number): void {
    this.#boardTime.catchUp();
    this.board.setFieldMt(fieldMt);
    this.#boardTime.wake();
  }

  close(): void {
    this.#isOn = false;
    this.#boardTime.wake();
  }

  async #live(): Promise<void> {
    while (this.#isOn) await this.#boardTime.step();
    this.board.close();
  }
}
