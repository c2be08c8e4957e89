import type { DetectionLaw } from '../../firmware-sim/therapy.ts';
import type { LawFlip, RunResult } from './run-result.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';

const laws: readonly DetectionLaw[] = ['volume', 'time', 'eitherLater'];

/**
 * No detection law of a real pump is published, so a verdict that rests on one is tried with the other two, on `model`.
 * What they would turn is printed among the assumptions; it changes neither verdict nor exit status.
 */
export async function lawFlips(
  scenario: Scenario,
  result: RunResult,
  product: string | undefined,
): Promise<readonly LawFlip[]> {
  if (!scenario.timeline.some(({ action }) => action.kind === 'field')) return [];
  const flips: LawFlip[] = [];
  for (const law of laws.filter((one) => one !== scenario.pump.law)) {
    const chosen = product === undefined ? {} : { product };
    const other = await runScenario(scenario, { rig: 'model', seed: result.seed, law, ...chosen });
    for (const [i, measurement] of other.measurements.entries()) {
      const { name, verdict } = measurement;
      if (verdict !== result.measurements[i]?.verdict) flips.push({ law, measurement: name, verdict });
    }
  }
  return flips;
}
