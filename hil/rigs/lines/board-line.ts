import type { BoardTime } from '../../base/board-time.ts';
import type { HilError } from '../../base/hil-error.ts';
import type { EmulatedBoard } from '../../board/emulated-board.ts';
import type { LineFaults } from '../../faults/line-faults.ts';
import type { SimulatedBoard } from '../../simulated/simulated-board.ts';

/** Device whose bytes in flight are counted. Board time stands while it holds bytes. */
export interface CountedDevice {
  readonly inFlightBytes: number;
  quiet(): Promise<void>;
}

/** Line of any kind between the bench and a board. */
export interface BoardLine {
  readonly name: string;
  readonly time: 'virtual' | 'wall';
  readonly boardTime: BoardTime;
  /** Session byte. It differs at every opening. */
  readonly session: number;
  /** Receives bytes from the board. The owner of the line sets it before board time advances. */
  onBytes: (bytes: Uint8Array) => void;
  /** Called when the line breaks. */
  onLost: (why: HilError) => void;
  /** Called for each injected fault. */
  onFault: ((kind: string, direction: 'to board' | 'to host') => void) | undefined;
  /** Fault injectors, one per direction. Empty if the line was opened without fault rates; rates of zero also make injectors. */
  readonly faultLines: readonly LineFaults[];
  readonly send: (bytes: Uint8Array) => void;
  /** Undefined for a line that cannot hold bytes in flight. */
  readonly line: CountedDevice | undefined;
  readonly counters: () => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
  /** Simulated board behind the line, if there is one. Tests clamp its shaft and unplug it. */
  readonly board?: SimulatedBoard;
  readonly emulated?: EmulatedBoard;
  /** Sets the field at the board's sensor, if the sensor is simulated. */
  readonly setFieldMt?: (fieldMt: number) => void;
}
