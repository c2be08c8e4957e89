import type { Clock } from '../../protocol/clock.ts';
import { BoardTime } from '../base/board-time.ts';
import { mustBeWhole, type OptionNames, refuseUnknownOptions, UNIT_MAX } from '../base/call-options.ts';
import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { PacedInput } from '../ports/paced-input.ts';
import type { Pty } from '../ports/pty.ts';
import { openEmulatedBoard } from '../rigs/lines/emulation.ts';
import { BAUD } from '../rigs/lines/line-opening.ts';
import { emulatedRigNames, isEmulated } from '../rigs/rig-names.ts';
import { SimulatedBoard } from '../simulated/simulated-board.ts';
import { type Served, servePort } from './serve-port.ts';

export interface ServeRigOptions {
  /** Stable name of the port. Without it the rig has only the path of its device. */
  readonly link?: string | undefined;
  /** Unit number that the rig reports. Default: 1. */
  readonly unit?: number | undefined;
  /** `virtual`, the default, is the simulated board. The name of an emulated rig selects the sketch. */
  readonly engine?: string | undefined;
}

const optionNames: OptionNames<ServeRigOptions> = { link: true, unit: true, engine: true };

interface ServedBoard {
  receive(bytes: Uint8Array): void;
  close(): void;
}

/** Serves a rig on a port at wall speed. Any program can open the port. Rejects with `HilError`. */
export async function serveRig(options: ServeRigOptions = {}): Promise<Served> {
  const { link, engine = 'virtual', unit = 1 } = options;
  refuseUnknownOptions('serveRig', options, optionNames);
  mustBeWhole('unit', unit, UNIT_MAX);
  if (engine !== 'virtual' && !isEmulated(engine)) {
    const message = `\`--engine\` is ${quoted(engine)}; allowed: virtual, ${emulatedRigNames.join(', ')}.`;
    throw new HilError('ENGINE_UNKNOWN', 'usage', message);
  }
  return servePort(link, (pty, signal) => serve(pty, { engine, unit }, signal));
}

interface BoardChoice {
  readonly engine: string;
  readonly unit: number;
}

async function serve(pty: Pty, choice: BoardChoice, signal: AbortSignal): Promise<void> {
  const boardTime = new BoardTime('wall');
  const board = startBoard(boardTime, pty, choice);
  pty.onBytes = (bytes) => {
    boardTime.catchUp();
    board.receive(bytes);
    boardTime.wake();
  };
  signal.addEventListener('abort', () => boardTime.wake(), { once: true });
  try {
    while (!signal.aborted) await boardTime.step();
  } finally {
    board.close();
  }
}

function startBoard(boardTime: BoardTime, pty: Pty, { engine, unit }: BoardChoice): ServedBoard {
  const { clock } = boardTime;
  const send = (bytes: Uint8Array): void => pty.write(bytes);
  if (engine === 'virtual') {
    const board = new SimulatedBoard({ clock, send, unitNumber: unit });
    board.boot();
    return board;
  }
  const board = openEmulatedBoard(engine, { clock, seed: 1, baud: BAUD, send, unitNumber: unit });
  boardTime.participant = board;
  return behindSlowLine(board, clock, pty);
}

/** Slows the input of an emulated board to the speed of a real line. The sender has to wait. */
function behindSlowLine(board: ServedBoard, clock: Clock, pty: Pty): ServedBoard {
  const input = new PacedInput({
    clock,
    baud: BAUD,
    pass: (bytes) => board.receive(bytes),
    pause: () => pty.pause(),
    resume: () => pty.resume(),
  });
  return {
    receive: (bytes) => input.feed(bytes),
    close: () => {
      input.close();
      board.close();
    },
  };
}
