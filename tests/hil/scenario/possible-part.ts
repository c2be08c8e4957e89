import { HilError } from '../../../hil/base/hil-error.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';

/** A run with more records is interrupted. */
const RECORDS_ENOUGH = 4_000;
/** Limit of refused actions in a timeline; each is left out, and the rest runs. */
const REFUSED_MAX = 12;

export type Outcome =
  | { readonly kind: 'ran'; readonly result: RunResult }
  | { readonly kind: 'interrupted' | 'usage' }
  | { readonly kind: 'refused'; readonly line: number };

/** How a scenario is run. */
export interface Trial {
  readonly rig?: string;
  readonly recordsMax?: number;
}

/** Runs a scenario. Throws on an error that would end the bench with an exit status for its own failure. */
export async function outcomeOf(scenario: Scenario, trial: Trial = {}): Promise<Outcome> {
  const { rig = 'model', recordsMax = RECORDS_ENOUGH } = trial;
  const controller = new AbortController();
  let recordCount = 0;
  const onRecord = (): void => {
    recordCount += 1;
    if (recordCount > recordsMax) controller.abort();
  };
  try {
    const result = await runScenario(scenario, { rig, signal: controller.signal, onRecord });
    return { kind: 'ran', result };
  } catch (error) {
    if (controller.signal.aborted) return { kind: 'interrupted' };
    if (!(error instanceof HilError) || error.fault !== 'usage') throw error;
    const line = /:(\d+):\d+: the pump refuses/.exec(error.message)?.[1];
    return line === undefined ? { kind: 'usage' } : { kind: 'refused', line: Number(line) };
  }
}

/** Runs a scenario without the actions that the pump refuses. */
export async function outcomeWithoutRefused(scenario: Scenario, trial: Trial = {}): Promise<Outcome> {
  let left = scenario;
  for (let i = 0; i < REFUSED_MAX; i += 1) {
    const outcome = await outcomeOf(left, trial);
    if (outcome.kind !== 'refused') return outcome;
    const { line } = outcome;
    if (!left.timeline.some(({ place }) => place.line === line)) return { kind: 'usage' };
    left = { ...left, timeline: left.timeline.filter(({ place }) => place.line !== line) };
  }
  return { kind: 'usage' };
}
