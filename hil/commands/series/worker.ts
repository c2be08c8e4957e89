import { HilError } from '../../base/hil-error.ts';
import { Interrupt } from '../../base/interrupt.ts';
import { optimiseLater } from '../../base/later-optimisation.ts';
import { type RunJob, type RunPlan, runJob } from './one-run.ts';
import {
  type FromWorker,
  type PackedEnd,
  packedBug,
  packedEnd,
  type ToWorker,
  unpackedFailure,
} from './run-message.ts';

/** Runs the scenarios that the parent process sends, in order, until the parent closes the channel. */
export async function work(): Promise<number> {
  const send = process.send?.bind(process);
  if (send === undefined) {
    const message = '`rollerloop worker` runs only as a part of `run --jobs`.';
    throw new HilError('NOT_A_WORKER', 'usage', message);
  }
  optimiseLater();
  const interrupt = new Interrupt();
  let plan: RunPlan = { choice: {}, command: [], host: '' };
  let last = Promise.resolve();
  const answer = async (index: number, job: RunJob): Promise<void> => {
    const end = await packed(() => runJob(job, plan, { signal: interrupt.signal }));
    if (process.connected) send({ index, end } satisfies FromWorker);
  };
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'plan') plan = message.plan;
    else if (message.kind === 'interrupt') interrupt.end(unpackedFailure(message.reason));
    else last = last.then(() => answer(message.index, message.job));
  });
  await new Promise<void>((resolve) => process.once('disconnect', resolve));
  interrupt.end(ended());
  await last;
  interrupt.dispose();
  return 0;
}

async function packed(run: () => Promise<Parameters<typeof packedEnd>[0]>): Promise<PackedEnd> {
  try {
    return packedEnd(await run());
  } catch (error) {
    return packedBug(error);
  }
}

function ended(): HilError {
  return new HilError('INTERRUPTED', 'usage', 'Interrupted: the motor was halted.');
}
