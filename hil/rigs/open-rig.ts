import { BoardTime } from '../base/board-time.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import type { EmulatedBoard } from '../board/emulated-board.ts';
import type { LineFaults } from '../faults/line-faults.ts';
import type { SimulatedBoard } from '../simulated/simulated-board.ts';
import type { BoardLine } from './lines/board-line.ts';
import type { OpenLineOptions } from './lines/line-opening.ts';
import { ModelRig } from './model-rig.ts';
import type { Rig } from './rig.ts';
import { isNetworkAddress, isPort, LINE_RIGS_IN_HELP, type LineRigKind, lineRigOf, rigNames } from './rig-names.ts';

export interface OpenRigOptions extends OpenLineOptions {
  /** Number of rig steps after which the board's counter is set to zero. */
  readonly rebaseSteps?: number | undefined;
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
  /** Fault injectors, one per direction. Empty unless the line was opened with fault rates; rates of zero count. */
  readonly faultLines: readonly LineFaults[];
}

/** Opens the line to a rig by name. Sends nothing yet. */
export async function openBoardLine(name: string, options: OpenLineOptions): Promise<BoardLine> {
  const kind = lineRigOf(name);
  if (kind !== undefined) return await openings[kind](name, options);
  if (isNetworkAddress(name)) throw networkRig(name);
  if (isPort(name)) return await openPort(name, options);
  throw unknownRig(name);
}

type LineOpening = (name: string, options: OpenLineOptions) => Promise<BoardLine>;

/**
 * Openers, one for each rig in `rig-names.ts` that has a line. A missing one does not compile. Each is loaded on
 * demand, because most runs use `model` and start sooner without them.
 */
const openings: Readonly<Record<LineRigKind, LineOpening>> = {
  loopback: async (_name, options) => (await import('./lines/loopback-line.ts')).openLoopbackLine(options),
  virtual: async (_name, options) => (await import('./lines/virtual-board-line.ts')).openVirtualBoardLine(options),
  emulated: async (name, options) => (await import('./lines/emulated-line.ts')).openEmulatedLine(name, options),
};

const openPort: LineOpening = async (path, options) =>
  (await import('./lines/port-line.ts')).openPortLine(path, options);

/** Opens a rig by name. The rig is `busy` until its session is open. If opening fails, `failure` holds the error. */
export async function openRig(name: string, options: OpenRigOptions): Promise<OpenedRig> {
  if (name === 'model') return openModel(options);
  // Imports before the line opens. An `await` after that would let bytes arrive before their receiver is set.
  const { WireRig } = await import('./wire-rig.ts');
  const line = await openBoardLine(name, options);
  const rig = new WireRig({
    name,
    time: line.time,
    boardTime: line.boardTime,
    session: line.session,
    rebaseSteps: options.rebaseSteps,
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

/** Result of an opening. It reads `onFault` at each fault, because the caller sets it after the opening. */
function opened(rig: Rig, line: BoardLine): OpenedRig {
  const { boardTime, board, emulated, setFieldMt } = line;
  const result: OpenedRig = {
    rig,
    boardTime,
    onFault: undefined,
    faultLines: line.faultLines,
    board,
    emulated,
    setFieldMt,
  };
  line.onFault = (kind, direction) => result.onFault?.(kind, direction);
  return result;
}

function openModel({ faults, watched }: OpenRigOptions): OpenedRig {
  if (faults !== undefined) {
    const message = `\`--faults\` needs a line, and the rig \`model\` has none. Use ${LINE_RIGS_IN_HELP}.`;
    throw new HilError('NO_LINE', 'usage', message);
  }
  const boardTime = new BoardTime(watched === true ? 'wall' : 'free');
  return { rig: new ModelRig(boardTime), boardTime, onFault: undefined, faultLines: [] };
}

function unknownRig(name: string): HilError {
  const meant = didYouMean(name, rigNames);
  const allowed = `${rigNames.join(', ')}, or the path of a port (with a slash, a backslash, or \`COMn\`)`;
  const message = `\`--rig\`: unknown rig ${quoted(name)}; allowed: ${allowed}.${meant}`;
  return new HilError('RIG_UNKNOWN', 'usage', message);
}

/** Returns the error for an address such as `tcp://host:port`. This version opens serial devices only. */
function networkRig(name: string): HilError {
  const message = `\`--rig\`: network address ${quoted(name)}; allowed: the path of a serial device, or one of ${rigNames.join(', ')}.`;
  return new HilError('RIG_NETWORK', 'usage', message, {
    hint: 'Bridge the network port to a local pseudo terminal, as with `socat PTY,link=./rig,raw,echo=0 TCP:HOST:PORT`, then use `--rig ./rig`.',
  });
}
