import { openVirtualLine } from '../../ports/virtual-line.ts';
import { SimulatedBoard } from '../../simulated/simulated-board.ts';
import type { BoardLine } from './board-line.ts';
import { arriving, faulty, type OpenLineOptions, opening } from './line-opening.ts';

/** Opens a line to a simulated board behind a serial device of this machine. */
export async function openVirtualBoardLine(options: OpenLineOptions): Promise<BoardLine> {
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
