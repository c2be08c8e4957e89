import { machineWall } from '../../base/wall-clock.ts';
import type { ByteLine } from '../../ports/byte-line.ts';
import type { BoardLine } from './board-line.ts';
import { arriving, faulty, type OpenLineOptions, opening } from './line-opening.ts';

/**
 * Returns the line to a board behind any line of bytes: a port, or a link of a page. `program` is a number that differs between
 * programs that run at the same time. It uses nothing of Node.
 */
export function byteBoardLine(line: ByteLine, program: number, options: OpenLineOptions): BoardLine {
  const opened = opening(line.path, 'wall', options);
  const { boardTime } = opened;
  const { wall = machineWall } = options;
  opened.session = 1 + (Math.floor(wall.nowUs() / 1000 + program) % 255);
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
