import { BoardTime } from '../board-time.ts';
import { Interrupt } from '../interrupt.ts';
import { openPty } from '../ports/pty.ts';
import { linkPty } from '../ports/pty-link.ts';
import { SimulatedBoard } from '../rigs/simulated-board.ts';
import { outColour } from './colour.ts';

/** The rig in TypeScript behind a port that any program can open, at wall speed, until Ctrl-C. */
export async function rigServe(options: { readonly link: string; readonly unit: number }): Promise<number> {
  const interrupt = new Interrupt();
  const pty = await openPty();
  try {
    const link = await linkPty(pty, options.link);
    try {
      await serve(pty, options, interrupt.signal);
    } finally {
      await link.unlink();
    }
  } finally {
    interrupt.dispose();
    await pty.close();
  }
  return 0;
}

async function serve(
  pty: Awaited<ReturnType<typeof openPty>>,
  options: { readonly link: string; readonly unit: number },
  signal: AbortSignal,
): Promise<void> {
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
