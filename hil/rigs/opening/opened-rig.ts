import type { BoardTime } from '../../base/board-time.ts';
import type { EmulatedBoard } from '../../board/emulated-board.ts';
import type { LineFaults } from '../../faults/line-faults.ts';
import type { SimulatedBoard } from '../../simulated/simulated-board.ts';
import type { OpenLineOptions } from '../lines/line-opening.ts';
import type { Rig } from '../rig.ts';

export interface OpenRigOptions extends OpenLineOptions {
  /** Number of rig steps after which the board's counter is set to zero. */
  readonly rebaseSteps?: number | undefined;
  /** Longest segment in board time, for a run that a person acts on. */
  readonly spanUsMax?: number | undefined;
}

export interface OpenedRig {
  readonly rig: Rig;
  readonly boardTime: BoardTime;
  /** Simulated board behind the line, if there is one. Tests clamp its shaft and unplug it. */
  readonly board?: SimulatedBoard | undefined;
  /** Emulated board with its bench, if the rig has one. */
  readonly emulated?: EmulatedBoard | undefined;
  /** Sets the field at the board's sensor, if the sensor is simulated. */
  readonly setFieldMt?: ((fieldMt: number) => void) | undefined;
  /** Called for each injected fault. */
  onFault: ((kind: string, direction: 'to board' | 'to host') => void) | undefined;
  /** Fault injectors, one per direction. Empty if the line was opened without fault rates; rates of zero also make injectors. */
  readonly faultLines: readonly LineFaults[];
}
