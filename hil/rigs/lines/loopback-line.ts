import { ByteTimeLine } from '../../ports/byte-time-line.ts';
import { SimulatedBoard } from '../../simulated/simulated-board.ts';
import type { BoardLine } from './board-line.ts';
import { BAUD, faulty, type OpenLineOptions, opening } from './line-opening.ts';

/** Opens a line to a simulated board in this process. Each byte takes its time on the board clock. */
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
