import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { BoardTime } from '../../hil/base/board-time.ts';
import type { Wall } from '../../hil/base/wall-clock.ts';
import { Driver } from '../../hil/drive.ts';
import { BusyWall, type BusyWallOptions } from './base/busy-wall.ts';

const WAIT_US = 2_000_000;

interface Waited {
  readonly wallUs: number;
  readonly longestSleepUs: number;
}

/** Waits two seconds of board time at wall speed in the driver's own loop. The rig is busy until then. */
async function waited(options: BusyWallOptions): Promise<Waited> {
  const wall = new BusyWall(options);
  const boardTime = new BoardTime('wall', { skipsPauses: true, wall });
  wall.onBytes = () => {
    boardTime.catchUp();
    boardTime.wake();
  };
  const rig = { busy: true, waitsFor: 'two seconds', failure: undefined, line: undefined, prepare: () => {} };
  boardTime.clock.at(WAIT_US, () => {
    rig.busy = false;
  });
  await new Driver({ pumpClock: new VirtualClock(), boardTime, rig }).settle();
  return { wallUs: wall.nowUs(), longestSleepUs: wall.longestSleepUs };
}

/** Repeats a drawn list of times without end. */
function cycled(timesUs: readonly number[]): () => number {
  let i = 0;
  return () => timesUs[i++ % timesUs.length] as number;
}

describe('board time at the pace of the wall, on a busy machine', () => {
  test('takes two seconds on an idle machine', async () => {
    const { wallUs } = await waited({ lateUs: () => 100, turnUs: () => 10 });
    expect(wallUs).toBeGreaterThanOrEqual(WAIT_US);
    expect(wallUs).toBeLessThan(WAIT_US + 1000);
  });

  test('goes on after three pauses in a row', async () => {
    const latesUs = [120_000, 40_000, 40_000];
    const { wallUs } = await waited({ lateUs: () => latesUs.shift() ?? 100, turnUs: () => 10 });
    expect(wallUs).toBeLessThan(WAIT_US + 500_000);
  });

  test.each([30, 50, 70, 100, 150])('advances although every wake-up comes %i ms late', async (lateMs) => {
    const { longestSleepUs } = await waited({ lateUs: () => lateMs * 1000, turnUs: () => 10 });
    expect(longestSleepUs).toBeLessThanOrEqual(50_000);
  });

  test('ends a wait in which it never advances, and names what was awaited', async () => {
    const stopped: Wall = { nowUs: () => 7, dateMs: () => 0, sleepUntilUs: async () => {}, nextTurn: async () => {} };
    const boardTime = new BoardTime('wall', { wall: stopped });
    boardTime.clock.at(WAIT_US, () => {});
    const endless = async (): Promise<void> => {
      for (;;) await boardTime.step(() => 'the reply to MOVE');
    };
    await expect(endless()).rejects.toMatchObject({
      code: 'CLOCK_STANDS',
      fault: 'bench',
      message: 'Board time stands at 0 us after 1000 waits for the reply to MOVE; the next alarm is due at 2000000 us.',
    });
  });

  test('advances whatever pauses, turns and bytes do', async () => {
    const timesUs = (maxUs: number) => fc.array(fc.integer({ min: 0, max: maxUs }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(timesUs(200_000), timesUs(120_000), timesUs(300_000), async (lates, turns, bytes) => {
        const drawn = {
          lateUs: cycled(lates),
          turnUs: cycled(turns),
          bytesAfterUs: cycled(bytes.map((us) => us + 1000)),
        };
        const { longestSleepUs } = await waited(drawn);
        expect(longestSleepUs).toBeLessThanOrEqual(50_000);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
