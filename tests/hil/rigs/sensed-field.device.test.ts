import { expect, test } from 'vitest';
import { Bench } from '../../../hil/bench.ts';
import { serveBoard } from '../commands/served-board.ts';
import { describeHand } from './sensed-field.ts';

const S = 1_000_000;

describeHand('virtual');

// The duration of one second is wall time.
test('a magnet at a board behind a port holds and frees pump and shaft within a second', async () => {
  const { port, board } = await serveBoard();
  const bench = await Bench.open({ rig: port.path, sensed: { scaleRatio: 1 } });
  bench.pump.programSimpleContinuous(24);
  await bench.toUs(0.5 * S);
  board.setFieldMt(60);
  expect(await bench.driver.until(() => bench.pump.drive.state === 'held', 1.5 * S)).toBe(true);
  expect(board.outputs.stallMode).toBe('hold');
  board.setFieldMt(0);
  expect(await bench.driver.until(() => bench.pump.drive.state === 'turning', 3 * S)).toBe(true);
  await bench.close();
  expect(board.outputs).toMatchObject({ stallMode: 'none', energised: false });
  await port.close();
});
