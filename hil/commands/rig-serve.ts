import { BoardTime } from '../board-time.ts';
import type { Pty } from '../ports/pty.ts';
import { SimulatedBoard } from '../rigs/simulated-board.ts';
import { outColour } from './colour.ts';
import { servePort } from './serve-port.ts';

export interface RigServeOptions {
  readonly link: string;
  readonly unit: number;
}

/** The rig in TypeScript behind a port that any program can open, at wall speed, until Ctrl-C. */
export async function rigServe(options: RigServeOptions): Promise<number> {
  await servePort(options.link, (pty, signal) => serve(pty, options, signal));
  return 0;
}

async function serve(pty: Pty, options: RigServeOptions, signal: AbortSignal): Promise<void> {
  const boardTime = new BoardTime('wall');
  const board = new SimulatedBoard({
    clock: boardTime.clock,
    send: (bytes) => pty.write(bytes),
    unitNumber: options.unit,
  });
  pty.onBytes = (bytes) => {
    boardTime.catchUp();
    board.receive(bytes);
    boardTime.wake();
  };
  signal.addEventListener('abort', () => boardTime.wake(), { once: true });
  process.stdout.write(`${outColour.bold(options.link)} is a rig (${pty.path}); Ctrl-C ends it.\n`);
  board.boot();
  try {
    while (!signal.aborted) await boardTime.step();
  } finally {
    board.close();
  }
}
