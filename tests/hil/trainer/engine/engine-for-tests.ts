import { lazily } from '../../../../hil/base/lazily.ts';
import { shippedLibrary } from '../../../../hil/packing/shipped-library.ts';
import { EngineClient, type NotRun, type Ran } from '../../../../hil/trainer/page/engine/engine-client.ts';
import type { RunPlan } from '../../../../hil/trainer/page/engine/messages.ts';
import type { ShippedLibrary } from '../../../../hil/trainer/page/engine/shipped-library.ts';
import { localEngine } from '../../../../hil/trainer/page/worker/local-engine.ts';

/** The shipped library, which takes ten milliseconds to read. */
export const library: () => ShippedLibrary = lazily(shippedLibrary);

/** Returns a client of an engine in this process. */
export function client(): EngineClient {
  return new EngineClient(localEngine(library()));
}

/** Returns a client of an engine on whose wall clock a second passes between two readings: every run is long. */
export function slowClient(): EngineClient {
  let nowUs = 0;
  return new EngineClient(
    localEngine(library(), {
      nowUs: () => {
        nowUs += 1_000_000;
        return nowUs;
      },
    }),
  );
}

/** A plan of a shipped scenario as it is written. */
export function shippedPlan(name: string, more: Partial<RunPlan> = {}): RunPlan {
  return { source: { kind: 'shipped', name }, seed: 1, inputs: [], ...more };
}

/** Runs a plan to its end. Throws if it did not run. */
export async function ran(plan: RunPlan, engine = client()): Promise<Ran> {
  return mustHaveRun(await engine.run(plan));
}

function mustHaveRun(result: Ran | NotRun): Ran {
  if (result.kind !== 'ran') throw new Error(JSON.stringify(result));
  return result;
}
