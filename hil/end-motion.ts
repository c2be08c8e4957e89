import { VirtualClock } from '../firmware-sim/base/virtual-clock.ts';
import type { BoardTime } from './base/board-time.ts';
import { HilError } from './base/hil-error.ts';
import { Driver } from './drive.ts';
import type { Rig } from './rigs/rig.ts';

/** Longest wait for the reply to HALT. The request before it and each one after it may take two seconds. */
const ANSWER_US_MAX = 8_500_000;
/** Longest wait on a rig that has failed: HALT is sent, and its reply is not needed. */
const FAILED_US_MAX = 300_000;

interface Turning {
  readonly rig: Rig;
  readonly boardTime: BoardTime;
}

/** Halts the motor after every run: a complete one, Ctrl-C, or a failure of rig, link or pump. */
export async function endMotion(turning: Turning): Promise<void> {
  const { rig } = turning;
  const hadFailed = rig.failure !== undefined;
  rig.halt();
  await settled(turning, hadFailed ? FAILED_US_MAX : ANSWER_US_MAX);
  if (hadFailed || rig.failure === undefined) return;
  // The request before HALT failed: now send the stop bytes, which need no reply.
  rig.halt();
  await settled(turning, FAILED_US_MAX);
}

/** Advances board time until the rig is free or the bound is reached. Ignores failures of the rig. */
async function settled({ rig, boardTime }: Turning, boundUs: number): Promise<void> {
  const { clock } = boardTime;
  const endUs = clock.nowUs() + boundUs;
  const parting = {
    get busy() {
      return rig.busy && clock.nowUs() < endUs;
    },
    get waitsFor() {
      return rig.waitsFor;
    },
    failure: undefined,
    line: rig.failure === undefined ? rig.line : undefined,
    prepare: () => {},
  };
  await new Driver({ pumpClock: new VirtualClock(), boardTime, rig: parting }).settle().catch((error: unknown) => {
    if (!(error instanceof HilError)) throw error;
  });
}
