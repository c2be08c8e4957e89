import { VirtualClock } from '../firmware-sim/base/virtual-clock.ts';
import type { BoardTime } from './base/board-time.ts';
import { HilError } from './base/hil-error.ts';
import { Driver } from './drive.ts';
import type { Rig } from './rigs/rig.ts';

/** Longest wait for the answer to HALT: a request before it may take its two seconds first, and so may each behind it. */
const ANSWER_US_MAX = 8_500_000;
/** The same on a rig that has failed: HALT has left, and the answer is a courtesy. */
const FAILED_US_MAX = 300_000;

interface Turning {
  readonly rig: Rig;
  readonly boardTime: BoardTime;
}

/** Halts the motor, whatever ended the run: its end, Ctrl-C, a failure of the rig, the link or the pump. */
export async function endMotion(turning: Turning): Promise<void> {
  const { rig } = turning;
  const hadFailed = rig.failure !== undefined;
  rig.halt();
  await settled(turning, hadFailed ? FAILED_US_MAX : ANSWER_US_MAX);
  if (hadFailed || rig.failure === undefined) return;
  // The request before HALT failed: the stop bytes do not wait for an answer.
  rig.halt();
  await settled(turning, FAILED_US_MAX);
}

/** Board time goes on until the rig is free or the bound is reached; a failure ends nothing here. */
async function settled({ rig, boardTime }: Turning, boundUs: number): Promise<void> {
  const { clock } = boardTime;
  const endUs = clock.nowUs() + boundUs;
  const parting = {
    get busy() {
      return rig.busy && clock.nowUs() < endUs;
    },
    failure: undefined,
    line: rig.failure === undefined ? rig.line : undefined,
    prepare: () => {},
  };
  await new Driver({ pumpClock: new VirtualClock(), boardTime, rig: parting }).settle().catch((error: unknown) => {
    if (!(error instanceof HilError)) throw error;
  });
}
