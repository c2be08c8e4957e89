import { RandomStream } from '../../firmware-sim/base/random-stream.ts';
import { noField } from '../../firmware-sim/plant/magnetic-field.ts';
import { type BoardPace, BoardTime } from '../base/board-time.ts';
import { wallNowUs } from '../base/wall-clock.ts';
import type { BoardProbe } from '../board/board-probe.ts';
import { type LineFaultRates, LineFaults } from '../faults/line-faults.ts';
import { ByteTimeLine } from '../ports/byte-time-line.ts';
import { SimulatedBoard } from '../simulated/simulated-board.ts';
import type { BoardLine } from './board-line.ts';

export const BAUD = 115_200;
/** Longest injected delay of a line. */
const DELAY_US_MAX = 20_000;

export interface OpenLineOptions {
  readonly seed: number;
  /** Faults injected into both directions of the line. */
  readonly faults?: LineFaultRates;
  /** Board time follows the wall, so that a run can be watched. */
  readonly watched?: boolean;
  /** Observes the pins, the line and the motor of an emulated board. */
  readonly probe?: BoardProbe;
}

type BytesTaker = (bytes: Uint8Array) => void;
type Opening = { -readonly [K in keyof BoardLine]: BoardLine[K] };

const nothingCounted = (): Readonly<Record<string, number>> => ({});

function opening(name: string, time: 'virtual' | 'wall', options: OpenLineOptions): Opening {
  const pace: BoardPace = options.watched === true || time === 'wall' ? 'wall' : 'free';
  return {
    name,
    time,
    boardTime: new BoardTime(pace, { skipsPauses: time === 'wall' || name === 'virtual' }),
    session: 1 + (options.seed % 255),
    onBytes: () => {},
    onLost: () => {},
    onFault: undefined,
    faultLines: [],
    send: () => {},
    line: undefined,
    counters: nothingCounted,
    close: async () => {},
  };
}

/** Wraps one direction of the line in a fault injector with its own random stream. */
function faulty(
  line: Opening,
  options: OpenLineOptions,
  direction: 'to board' | 'to host',
  sink: BytesTaker,
): BytesTaker {
  if (options.faults === undefined) return sink;
  const random = new RandomStream(options.seed, `line faults ${direction}`);
  const faults = new LineFaults(
    {
      rates: options.faults,
      random: () => random.uniform(),
      clock: line.boardTime.clock,
      delayUsMax: DELAY_US_MAX,
      onFault: (kind) => line.onFault?.(kind, direction),
    },
    sink,
  );
  line.faultLines = [...line.faultLines, faults];
  return (bytes) => faults.send(bytes);
}

export function openLoopbackLine(options: OpenLineOptions): BoardLine {
  const opened = opening('loopback', 'virtual', options);
  const { clock } = opened.boardTime;
  const toBoard = new ByteTimeLine(clock, BAUD, (bytes) => board.receive(bytes));
  const toHost = new ByteTimeLine(clock, BAUD, (bytes) => opened.onBytes(bytes));
  const board = new SimulatedBoard({ clock, send: faulty(opened, options, 'to host', (bytes) => toHost.send(bytes)) });
  opened.send = faulty(opened, options, 'to board', (bytes) => toBoard.send(bytes));
  opened.close = async () => board.close();
  opened.board = board;
  opened.setFieldMt = (fieldMt) => board.setFieldMt(fieldMt);
  board.boot();
  return opened;
}

/**
 * Opens a line to an emulated board. The host's bytes are on the wire from the moment they are sent. The board's bytes
 * are delivered when the last byte of a line has arrived.
 */
export async function openEmulatedLine(name: string, options: OpenLineOptions): Promise<BoardLine> {
  const { openEmulatedBoard } = await import('./emulated-rig.ts');
  const opened = opening(name, 'virtual', options);
  const board = openEmulatedBoard(name, {
    clock: opened.boardTime.clock,
    seed: options.seed,
    baud: BAUD,
    send: faulty(opened, options, 'to host', (bytes) => opened.onBytes(bytes)),
    ...(options.probe === undefined ? {} : { probe: options.probe }),
  });
  opened.send = faulty(opened, options, 'to board', (bytes) => board.receive(bytes));
  opened.close = async () => board.close();
  opened.emulated = board;
  opened.setFieldMt = (fieldMt) => board.setField({ ...noField, fieldMt });
  opened.boardTime.participant = board;
  return opened;
}

export async function openVirtualBoardLine(options: OpenLineOptions): Promise<BoardLine> {
  const { openVirtualLine } = await import('../ports/virtual-line.ts');
  const opened = opening('virtual', 'virtual', options);
  const { boardTime } = opened;
  const line = await openVirtualLine();
  const board = new SimulatedBoard({
    clock: boardTime.clock,
    send: faulty(opened, options, 'to host', (bytes) => line.board.send(bytes)),
  });
  opened.send = faulty(opened, options, 'to board', (bytes) => line.host.send(bytes));
  opened.line = line;
  opened.counters = () => ({ ...line.host.counters });
  opened.close = async () => {
    board.close();
    await line.close();
  };
  line.board.onBytes = arriving(boardTime, (bytes) => board.receive(bytes));
  line.host.onBytes = arriving(boardTime, (bytes) => opened.onBytes(bytes));
  line.host.onClosed = (why) => opened.onLost(why);
  opened.board = board;
  opened.setFieldMt = (fieldMt) => board.setFieldMt(fieldMt);
  board.boot();
  return opened;
}

export async function openPortLine(path: string, options: OpenLineOptions): Promise<BoardLine> {
  const { openSerialLine } = await import('../ports/serial-line.ts');
  const opened = opening(path, 'wall', options);
  const { boardTime } = opened;
  const line = await openSerialLine(path);
  opened.session = 1 + (Math.floor(wallNowUs() / 1000 + process.pid) % 255);
  opened.send = faulty(opened, options, 'to board', (bytes) => line.send(bytes));
  opened.counters = () => ({ ...line.counters });
  opened.close = () => line.close();
  line.onBytes = arriving(
    boardTime,
    faulty(opened, options, 'to host', (bytes) => opened.onBytes(bytes)),
  );
  line.onClosed = (why) => {
    boardTime.catchUp();
    opened.onLost(why);
    boardTime.wake();
  };
  return opened;
}

/** Wraps a receiver of bytes: runs everything that is due first, and wakes the driver afterwards. */
function arriving(boardTime: BoardTime, taker: BytesTaker): BytesTaker {
  return (bytes) => {
    boardTime.catchUp();
    taker(bytes);
    boardTime.wake();
  };
}
