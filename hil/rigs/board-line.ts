import type { BoardTime } from '../base/board-time.ts';
import type { HilError } from '../base/hil-error.ts';
import type { EmulatedBoard } from '../board/emulated-board.ts';
import type { LineFaults } from '../faults/line-faults.ts';
import type { SimulatedBoard } from '../simulated/simulated-board.ts';
import type { Rig } from './rig.ts';

/** A line with a board at its other end, whatever both are: what the bench talks through. */
export interface BoardLine {
  readonly name: string;
  readonly time: 'virtual' | 'wall';
  readonly boardTime: BoardTime;
  /** For the session byte: another one at every opening. */
  readonly session: number;
  /** Bytes from the board; whoever talks sets it before time goes on. */
  onBytes: (bytes: Uint8Array) => void;
  /** The line is gone. */
  onLost: (why: HilError) => void;
  /** Told of each injected fault. */
  onFault: ((kind: string, direction: 'to board' | 'to host') => void) | undefined;
  /** Each direction, where the line was opened with fault rates, zero ones included; their rates can be set anew. */
  readonly faultLines: readonly LineFaults[];
  readonly send: (bytes: Uint8Array) => void;
  /** A real line of which it is known when it is empty. */
  readonly line: Rig['line'];
  readonly counters: () => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
  /** The board behind the line, where it is ours: tests clamp its shaft and pull its plug. */
  readonly board?: SimulatedBoard;
  readonly emulated?: EmulatedBoard;
  /** The field at the board's sensor, where the sensor is ours. */
  readonly setFieldMt?: (fieldMt: number) => void;
}
