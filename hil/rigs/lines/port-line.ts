import { openSerialLine } from '../../ports/serial-line.ts';
import type { BoardLine } from './board-line.ts';
import { byteBoardLine } from './byte-board-line.ts';
import type { OpenLineOptions } from './line-opening.ts';

/** Opens a line to the board that is connected to a port. */
export async function openPortLine(path: string, options: OpenLineOptions): Promise<BoardLine> {
  return byteBoardLine(await openSerialLine(path), process.pid, options);
}
