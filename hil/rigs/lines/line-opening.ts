import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { type BoardPace, BoardTime } from '../../base/board-time.ts';
import type { Wall } from '../../base/wall-clock.ts';
import type { BoardProbe } from '../../board/board-probe.ts';
import type { SketchBuild } from '../../board/sketch-build.ts';
import { type LineFaultRates, LineFaults } from '../../faults/line-faults.ts';
import type { BoardLine } from './board-line.ts';

export const BAUD = 115_200;
/** Longest injected delay of a line. */
const DELAY_US_MAX = 20_000;

export interface OpenLineOptions {
  readonly seed: number;
  /** Faults injected in both directions of the line. */
  readonly faults?: LineFaultRates | undefined;
  /** True to let board time follow wall time, so that a run can be watched. */
  readonly watched?: boolean;
  /** Observes the pins, the line and the motor of an emulated board. */
  readonly probe?: BoardProbe | undefined;
  /** Program of an emulated board; default: the shipped sketch. */
  readonly sketch?: SketchBuild | undefined;
  /** Wall clock of the board's time. Default: the machine's. */
  readonly wall?: Wall | undefined;
}

type BytesTaker = (bytes: Uint8Array) => void;
/** A line whose remaining parts the opening still sets. */
type LineInTheMaking = { -readonly [K in keyof BoardLine]: BoardLine[K] };

const nothingCounted = (): Readonly<Record<string, number>> => ({});

/** Returns a line without a board: its name, its clock, its session. Each kind of line adds the other parts. */
export function opening(name: string, time: 'virtual' | 'wall', options: OpenLineOptions): LineInTheMaking {
  const pace: BoardPace = options.watched === true || time === 'wall' ? 'wall' : 'free';
  const skipsPauses = time === 'wall' || name === 'virtual';
  return {
    name,
    time,
    boardTime: new BoardTime(pace, options.wall === undefined ? { skipsPauses } : { skipsPauses, wall: options.wall }),
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
export function faulty(
  line: LineInTheMaking,
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

/** Wraps a receiver of bytes. Before it receives bytes, all due actions run; after it, the driver is woken. */
export function arriving(boardTime: BoardTime, taker: BytesTaker): BytesTaker {
  return (bytes) => {
    boardTime.catchUp();
    taker(bytes);
    boardTime.wake();
  };
}
