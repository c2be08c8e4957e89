import { wallNowUs } from '../../base/wall-clock.ts';
import { openSerialLine } from '../../ports/serial-line.ts';
import type { BoardLine } from './board-line.ts';
import { arriving, faulty, type OpenLineOptions, opening } from './line-opening.ts';

/** Opens a line to the board that is connected to a port. */
export async function openPortLine(path: string, options: OpenLineOptions): Promise<BoardLine> {
  const opened = opening(path, 'wall', options);
  const { boardTime } = opened;
  const line = await openSerialLine(path);
  opened.session = 1 + (Math.floor(wallNowUs() / 1000 + process.pid) % 255);
  opened.send = faulty(opened, options, 'to board', (bytes) => line.send(bytes));
  opened.counters = () => ({ ...line.counters });
  opened.close = () => line.close();
  line.onBytes = arriving(
    boardTime,
    faulty(opened, options, 'to host', (bytes) => opened.onBytes(bytes)),
  );
  line.onClosed = (why) => {
    boardTime.catchUp();
    opened.onLost(why);
    boardTime.wake();
  };
  return opened;
}
