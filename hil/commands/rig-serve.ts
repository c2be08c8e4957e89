import type { Clock } from '../../protocol/clock.ts';
import { BoardTime } from '../base/board-time.ts';
import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { PacedInput } from '../ports/paced-input.ts';
import type { Pty } from '../ports/pty.ts';
import { openEmulatedBoard } from '../rigs/lines/emulation.ts';
import { BAUD } from '../rigs/lines/line-opening.ts';
import { emulatedRigNames, isEmulated } from '../rigs/rig-names.ts';
import { SimulatedBoard } from '../simulated/simulated-board.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';
import { servePort } from './serve-port.ts';

export interface RigServeOptions {
  readonly link: string;
  readonly unit: number;
  /** `virtual` is the rig in TypeScript; `emulated` is the sketch on an emulated board. */
  readonly engine: string;
}

interface ServedBoard {
  receive(bytes: Uint8Array): void;
  close(): void;
}

/** Paces the input of an emulated board. Its line is as slow as a real one, so the sender has to wait. */
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

/** Serves a rig behind a port that any program can open, at wall speed, until Ctrl-C. Returns the exit status. */
export async function rigServe(options: RigServeOptions): Promise<number> {
  if (options.engine !== 'virtual' && !isEmulated(options.engine)) {
    const message = `\`--engine\` is ${quoted(options.engine)}; allowed: virtual, ${emulatedRigNames.join(', ')}.`;
    throw new HilError('ENGINE_UNKNOWN', 'usage', message);
  }
  await servePort(options.link, (pty, signal) => serve(pty, options, signal));
  return 0;
}

function startBoard(boardTime: BoardTime, pty: Pty, { engine, unit }: RigServeOptions): ServedBoard {
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

async function serve(pty: Pty, options: RigServeOptions, signal: AbortSignal): Promise<void> {
  const boardTime = new BoardTime('wall');
  const board = startBoard(boardTime, pty, options);
  pty.onBytes = (bytes) => {
    boardTime.catchUp();
    board.receive(bytes);
    boardTime.wake();
  };
  signal.addEventListener('abort', () => boardTime.wake(), { once: true });
  printOut(`${outColour.bold(options.link)} is a rig (${pty.path}). Ctrl-C ends it.`);
  try {
    while (!signal.aborted) await boardTime.step();
  } finally {
    board.close();
  }
}
