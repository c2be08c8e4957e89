import { RandomStream } from '../../firmware-sim/random-stream.ts';
import { type BoardPace, BoardTime } from '../board-time.ts';
import { type LineFaultRates, LineFaults } from '../faults/line-faults.ts';
import { HilError } from '../hil-error.ts';
import { nearestName } from '../nearest-name.ts';
import { openSerialLine } from '../ports/serial-line.ts';
import { openVirtualLine } from '../ports/virtual-line.ts';
import { wallNowUs } from '../wall-clock.ts';
import { ByteTimeLine } from './byte-time-line.ts';
import { ModelRig } from './model-rig.ts';
import type { Rig } from './rig.ts';
import { SimulatedBoard } from './simulated-board.ts';
import { WireRig } from './wire-rig.ts';

const rigNames = ['model', 'loopback', 'virtual'] as const;
const BAUD = 115_200;
/** Longest time by which an injected delay holds a line back. */
const DELAY_US_MAX = 20_000;

export interface OpenRigOptions {
  readonly seed: number;
  /** Faults injected into both directions of the line. */
  readonly faults?: LineFaultRates;
  /** Board time follows the wall, so that a run can be watched. */
  readonly watched?: boolean;
  /** Rig steps after which the board's counter gets a new zero. */
  readonly rebaseSteps?: number;
}

export interface OpenedRig {
  readonly rig: Rig;
  readonly boardTime: BoardTime;
  /** The board behind the line, where it is ours: tests clamp its shaft and pull its plug. */
  readonly board?: SimulatedBoard;
  /** Told of each injected fault. */
  onFault: ((kind: string, direction: 'to board' | 'to host') => void) | undefined;
  /** Each direction of a line that was opened with fault rates, zero ones included; their rates can be set anew. */
  readonly faultLines: readonly LineFaults[];
}

const rebaseOf = ({ rebaseSteps }: OpenRigOptions) => (rebaseSteps === undefined ? {} : { rebaseSteps });

type BytesTaker = (bytes: Uint8Array) => void;

/** A name with a slash, a backslash, or COMn is a port. */
export function isPort(name: string): boolean {
  return /[/\\]/.test(name) || /^COM\d+$/i.test(name);
}

/** Whether bytes go to and fro on this rig, so that they can be harmed. */
export function hasLine(name: string): boolean {
  return name !== 'model';
}

/** Opens a rig by name; it is still `busy` with its opening, and what goes wrong there is in `failure`. */
export async function openRig(name: string, options: OpenRigOptions): Promise<OpenedRig> {
  const pace: BoardPace = options.watched === true || isPort(name) ? 'wall' : 'free';
  const opened: Mutable<OpenedRig> & { boardTime: BoardTime } = {
    rig: undefined as never,
    boardTime: new BoardTime(pace),
    onFault: undefined,
    faultLines: [],
  };
  if (name === 'model') {
    refuseFaults(name, options);
    opened.rig = new ModelRig(opened.boardTime);
  } else if (name === 'loopback') openLoopback(opened, options);
  else if (name === 'virtual') await openVirtual(opened, options);
  else if (isPort(name)) await openPort(name, opened, options);
  else throw unknownRig(name);
  return opened;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Opening = Mutable<OpenedRig>;

function unknownRig(name: string): HilError {
  const nearest = nearestName(name, rigNames);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return new HilError(
    'RIG_UNKNOWN',
    'usage',
    `--rig is ${name}; known are ${rigNames.join(', ')}, or the path of a port (with a slash, a backslash, or COMn).${meant}`,
  );
}

function refuseFaults(name: string, { faults }: OpenRigOptions): void {
  if (faults === undefined) return;
  throw new HilError(
    'NO_LINE',
    'usage',
    `--faults needs a line to act on, and the rig ${name} has none; use loopback, virtual or a port.`,
  );
}

/** One direction of the line, with its own stream of faults. */
function faulty(
  opened: Opening,
  options: OpenRigOptions,
  direction: 'to board' | 'to host',
  sink: BytesTaker,
): BytesTaker {
  if (options.faults === undefined) return sink;
  const random = new RandomStream(options.seed, `line faults ${direction}`);
  const line = new LineFaults(
    {
      rates: options.faults,
      random: () => random.uniform(),
      clock: opened.boardTime.clock,
      delayUsMax: DELAY_US_MAX,
      onFault: (kind) => opened.onFault?.(kind, direction),
    },
    sink,
  );
  opened.faultLines = [...opened.faultLines, line];
  return (bytes) => line.send(bytes);
}

function openLoopback(opened: Opening, options: OpenRigOptions): void {
  const { clock } = opened.boardTime;
  const toBoard = new ByteTimeLine(clock, BAUD, (bytes) => board.receive(bytes));
  const toHost = new ByteTimeLine(clock, BAUD, (bytes) => rig.receive(bytes));
  const board = new SimulatedBoard({ clock, send: faulty(opened, options, 'to host', (bytes) => toHost.send(bytes)) });
  const rig = new WireRig({
    name: 'loopback',
    time: 'virtual',
    boardTime: opened.boardTime,
    session: 1 + (options.seed % 255),
    ...rebaseOf(options),
    send: faulty(opened, options, 'to board', (bytes) => toBoard.send(bytes)),
    close: async () => board.close(),
  });
  opened.rig = rig;
  opened.board = board;
  board.boot();
  rig.open();
}

async function openVirtual(opened: Opening, options: OpenRigOptions): Promise<void> {
  const { boardTime } = opened;
  const line = await openVirtualLine();
  const board = new SimulatedBoard({
    clock: boardTime.clock,
    send: faulty(opened, options, 'to host', (bytes) => line.board.send(bytes)),
  });
  const rig = new WireRig({
    name: 'virtual',
    time: 'virtual',
    boardTime,
    session: 1 + (options.seed % 255),
    ...rebaseOf(options),
    send: faulty(opened, options, 'to board', (bytes) => line.host.send(bytes)),
    line,
    lineCounters: () => ({ ...line.host.counters }),
    close: async () => {
      board.close();
      await line.close();
    },
  });
  line.board.onBytes = arriving(boardTime, (bytes) => board.receive(bytes));
  line.host.onBytes = arriving(boardTime, (bytes) => rig.receive(bytes));
  line.host.onClosed = (why) => rig.lost(why);
  opened.rig = rig;
  opened.board = board;
  board.boot();
  rig.open();
}

async function openPort(path: string, opened: Opening, options: OpenRigOptions): Promise<void> {
  const { boardTime } = opened;
  const line = await openSerialLine(path);
  const rig = new WireRig({
    name: path,
    time: 'wall',
    boardTime,
    session: 1 + (Math.floor(wallNowUs() / 1000 + process.pid) % 255),
    ...rebaseOf(options),
    send: faulty(opened, options, 'to board', (bytes) => line.send(bytes)),
    lineCounters: () => ({ ...line.counters }),
    close: () => line.close(),
  });
  line.onBytes = arriving(
    boardTime,
    faulty(opened, options, 'to host', (bytes) => rig.receive(bytes)),
  );
  line.onClosed = (why) => {
    rig.lost(why);
    boardTime.wake();
  };
  opened.rig = rig;
  rig.open();
}

/** What is due by now comes before the bytes that arrive now, and whoever waits looks again. */
function arriving(boardTime: BoardTime, taker: BytesTaker): BytesTaker {
  return (bytes) => {
    boardTime.catchUp();
    taker(bytes);
    boardTime.wake();
  };
}
