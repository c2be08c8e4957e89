import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import type { BoardLine } from './board-line.ts';
import { openEmulatedBoard } from './emulation.ts';
import { BAUD, faulty, type OpenLineOptions, opening } from './line-opening.ts';

/**
 * Opens a line to an emulated board. A byte of the host is on the wire when it is sent. A line of the board is
 * delivered when its last byte has arrived.
 */
export function openEmulatedLine(name: string, options: OpenLineOptions): BoardLine {
  const opened = opening(name, 'virtual', options);
  const board = openEmulatedBoard(name, {
    clock: opened.boardTime.clock,
    seed: options.seed,
    baud: BAUD,
    send: faulty(opened, options, 'to host', (bytes) => opened.onBytes(bytes)),
    probe: options.probe,
    sketch: options.sketch,
  });
  opened.send = faulty(opened, options, 'to board', (bytes) => board.receive(bytes));
  opened.close = async () => board.close();
  opened.emulated = board;
  opened.setFieldMt = (fieldMt) => board.setField({ ...noField, fieldMt });
  opened.boardTime.participant = board;
  return opened;
}
