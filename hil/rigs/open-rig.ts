import type { EmulatedBoard } from '../board/emulated-board.ts';
import { BoardTime } from '../board-time.ts';
import type { LineFaults } from '../faults/line-faults.ts';
import { HilError } from '../hil-error.ts';
import { nearestName } from '../nearest-name.ts';
import type { BoardLine } from './board-line.ts';
import { emulatedRigNames, isEmulated } from './emulated-rig.ts';
import { ModelRig } from './model-rig.ts';
import {
  type OpenLineOptions,
  openEmulatedLine,
  openLoopbackLine,
  openPortLine,
  openVirtualBoardLine,
} from './open-line.ts';
import type { Rig } from './rig.ts';
import type { SimulatedBoard } from './simulated-board.ts';
import { WireRig } from './wire-rig.ts';

const rigNames: readonly string[] = ['model', 'loopback', 'virtual', ...emulatedRigNames];

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

/** A name with a slash, a backslash, or COMn is a port. */
export function isPort(name: string): boolean {
  return /[/\\]/.test(name) || /^COM\d+$/i.test(name);
}

/** Whether bytes go to and fro on this rig, so that they can be harmed. */
export function hasLine(name: string): boolean {
  return name !== 'model';
}

/** Opens the line to a rig by name; nothing has been said on it yet. */
export async function openBoardLine(name: string, options: OpenLineOptions): Promise<BoardLine> {
  if (name === 'loopback') return openLoopbackLine(options);
  if (name === 'virtual') return await openVirtualBoardLine(options);
  if (isEmulated(name)) return openEmulatedLine(name, options);
  if (isPort(name)) return await openPortLine(name, options);
  throw unknownRig(name);
}

/** Opens a rig by name; it is still `busy` with its opening, and what goes wrong there is in `failure`. */
export async function openRig(name: string, options: OpenRigOptions): Promise<OpenedRig> {
  if (name === 'model') return openModel(options);
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
  const nearest = nearestName(name, rigNames);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return new HilError(
    'RIG_UNKNOWN',
    'usage',
    `--rig is ${name}; known are ${rigNames.join(', ')}, or the path of a port (with a slash, a backslash, or COMn).${meant}`,
  );
}
