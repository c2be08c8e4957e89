import { BoardTime } from '../base/board-time.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import type { EmulatedBoard } from '../board/emulated-board.ts';
import type { LineFaults } from '../faults/line-faults.ts';
import type { SimulatedBoard } from '../simulated/simulated-board.ts';
import type { BoardLine } from './board-line.ts';
import { ModelRig } from './model-rig.ts';
import type { OpenLineOptions } from './open-line.ts';
import type { Rig } from './rig.ts';
import { isEmulated, isPort, rigNames } from './rig-names.ts';

export interface OpenRigOptions extends OpenLineOptions {
  /** Rig steps after which the board's counter gets a new zero. */
  readonly rebaseSteps?: number;
}

export interface OpenedRig {
  readonly rig: Rig;
  readonly boardTime: BoardTime;
  /** The board behind the line, where it is ours: tests clamp its shaft and pull its plug. */
  readonly board?: SimulatedBoard;
  /** The emulated board and its bench, where the rig is one. */
  readonly emulated?: EmulatedBoard;
  /** The field at the board's sensor, where the sensor is ours. */
  readonly setFieldMt?: (fieldMt: number) => void;
  /** Told of each injected fault. */
  onFault: ((kind: string, direction: 'to board' | 'to host') => void) | undefined;
  /** Each direction of a line that was opened with fault rates, zero ones included; their rates can be set anew. */
  readonly faultLines: readonly LineFaults[];
}

/** Opens the line to a rig by name; nothing has been said on it yet. */
export async function openBoardLine(name: string, options: OpenLineOptions): Promise<BoardLine> {
  // What each is made of is loaded when it is asked for: most runs are on `model`, and begin at once.
  const lines = await import('./open-line.ts');
  if (name === 'loopback') return lines.openLoopbackLine(options);
  if (name === 'virtual') return await lines.openVirtualBoardLine(options);
  if (isEmulated(name)) return await lines.openEmulatedLine(name, options);
  if (isPort(name)) return await lines.openPortLine(name, options);
  throw unknownRig(name);
}

/** Opens a rig by name; it is still `busy` with its opening, and what goes wrong there is in `failure`. */
export async function openRig(name: string, options: OpenRigOptions): Promise<OpenedRig> {
  if (name === 'model') return openModel(options);
  // Before the line is open: from then on no turn of the event loop may come between a byte and whoever takes it.
  const { WireRig } = await import('./wire-rig.ts');
  const line = await openBoardLine(name, options);
  const rig = new WireRig({
    name,
    time: line.time,
    boardTime: line.boardTime,
    session: line.session,
    ...(options.rebaseSteps === undefined ? {} : { rebaseSteps: options.rebaseSteps }),
    send: (bytes) => line.send(bytes),
    line: line.line,
    lineCounters: line.counters,
    close: line.close,
  });
  line.onBytes = (bytes) => rig.receive(bytes);
  line.onLost = (why) => rig.lost(why);
  rig.open();
  return opened(rig, line);
}

/** Whoever listens for faults sets `onFault` after the opening, so it is asked anew each time. */
function opened(rig: Rig, line: BoardLine): OpenedRig {
  const { boardTime, board, emulated, setFieldMt } = line;
  const result: OpenedRig = {
    rig,
    boardTime,
    onFault: undefined,
    faultLines: line.faultLines,
    ...(board === undefined ? {} : { board }),
    ...(emulated === undefined ? {} : { emulated }),
    ...(setFieldMt === undefined ? {} : { setFieldMt }),
  };
  line.onFault = (kind, direction) => result.onFault?.(kind, direction);
  return result;
}

function openModel({ faults, watched }: OpenRigOptions): OpenedRig {
  if (faults !== undefined) {
    const message = '--faults needs a line to act on, and the rig model has none; use loopback, virtual or a port.';
    throw new HilError('NO_LINE', 'usage', message);
  }
  const boardTime = new BoardTime(watched === true ? 'wall' : 'free');
  return { rig: new ModelRig(boardTime), boardTime, onFault: undefined, faultLines: [] };
}

function unknownRig(name: string): HilError {
  return new HilError(
    'RIG_UNKNOWN',
    'usage',
    `--rig is ${name}; known are ${rigNames.join(', ')}, or the path of a port (with a slash, a backslash, or COMn).${didYouMean(name, rigNames)}`,
  );
}
