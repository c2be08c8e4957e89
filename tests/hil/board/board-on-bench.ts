import { BoardTime } from '../../../hil/base/board-time.ts';
import { type BenchKind, uln2003Bench } from '../../../hil/board/bench-kind.ts';
import { eepromImage } from '../../../hil/board/eeprom-image.ts';
import { EmulatedBoard, type EmulatedBoardOptions } from '../../../hil/board/emulated-board.ts';
import { Conversation } from '../../../hil/check/conversation.ts';
import type { BoardLine } from '../../../hil/rigs/lines/board-line.ts';
import { sketch } from './sketch.ts';

/** The sketch on a bench that a test may damage, with all its output. */
export class BoardOnBench {
  readonly boardTime = new BoardTime('free');
  readonly board: EmulatedBoard;
  /** Lines from the board, with the microsecond of their last byte. */
  readonly heard: { readonly us: number; readonly text: string }[] = [];
  onBytes: (bytes: Uint8Array) => void = () => {};

  constructor(options: Partial<EmulatedBoardOptions> = {}, kind: BenchKind = uln2003Bench) {
    const { clock } = this.boardTime;
    this.board = new EmulatedBoard({
      clock,
      ...sketch,
      eeprom: eepromImage(kind, { unitNumber: 7, calibrated: true }),
      kind,
      seed: 1,
      baud: 115_200,
      send: (bytes) => {
        this.heard.push({ us: clock.nowUs(), text: Buffer.from(bytes).toString('latin1') });
        this.onBytes(bytes);
      },
      ...options,
    });
    this.boardTime.participant = this.board;
  }

  /** Advances board time. */
  to(us: number): void {
    const { clock } = this.boardTime;
    let arrived = false;
    clock.at(us, () => {
      arrived = true;
    });
    while (!arrived) this.boardTime.leap();
  }

  say(text: string): void {
    this.board.receive(Buffer.from(text, 'latin1'));
  }

  get text(): string {
    return this.heard.map(({ text }) => text).join('');
  }

  /** A host that speaks the wire protocol. */
  talk(session = 1): Conversation {
    const line: BoardLine = {
      name: 'emulated',
      time: 'virtual',
      boardTime: this.boardTime,
      session,
      onBytes: () => {},
      onLost: () => {},
      onFault: undefined,
      faultLines: [],
      send: (bytes) => this.board.receive(bytes),
      line: undefined,
      counters: () => ({}),
      close: async () => {},
    };
    this.onBytes = (bytes) => line.onBytes(bytes);
    return new Conversation(line);
  }
}
