import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import type { BoardLine } from './board-line.ts';
import { openEmulatedBoard } from './emulation.ts';
import { BAUD, faulty, type OpenLineOptions, opening } from './line-opening.ts';

/**
 * Opens a line to an emulated board. The host's bytes are on the wire from the moment they are sent. The board's bytes
 * are delivered when the last byte of a line has arrived.
 */
export function openEmulatedLine(name: string, options: OpenLineOptions): BoardLine {
  const opened = opening(name, 'virtual', options);
  const board = openEmulatedBoard(name, {
    clock: opened.boardTime.clock,
    seed: options.seed,
    baud: BAUD,
    send: faulty(opened, options, 'to host', (bytes) => opened.onBytes(bytes)),
    probe: options.probe,
  });
  opened.send = faulty(opened, options, 'to board', (bytes) => board.receive(bytes));
  opened.close = async () => board.close();
  opened.emulated = board;
  opened.setFieldMt = (fieldMt) => board.setField({ ...noField, fieldMt });
  opened.boardTime.participant = board;
  return opened;
}
