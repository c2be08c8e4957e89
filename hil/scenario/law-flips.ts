import type { Product } from '../../firmware-sim/products/product.ts';
import type { DetectionLaw } from '../../firmware-sim/therapy.ts';
import { HilError } from '../hil-error.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import type { Verdict } from './measurement.ts';
import type { LawFlip, RunResult } from './run-result.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';

const laws: readonly DetectionLaw[] = ['volume', 'time', 'eitherLater'];

/**
 * No detection law of a real pump is published, so a verdict that rests on one is tried with all three, on a rig that
 * resolves everything. What another law would turn is printed among the assumptions; it changes neither verdict nor exit
 * status.
 */
export async function lawFlips(
  scenario: Scenario,
  result: RunResult,
  product: string | Product | undefined,
): Promise<readonly LawFlip[]> {
  const lives = result.repeatable ?? scenario;
  if (!lives.timeline.some(({ action }) => action.kind === 'field')) return [];
  if (!(await keepsStallLog(product ?? scenario.pump.product))) return [];
  const lived = (law: DetectionLaw): Promise<Verdicts> => verdictsUnder(law, lives, result.seed, product);
  const own = await lived(scenario.pump.law);
  const flips: LawFlip[] = [];
  for (const law of laws.filter((one) => one !== scenario.pump.law)) {
    const other = await lived(law);
    for (const { name } of scenario.expect) {
      const verdict = other[name] ?? 'not decided';
      if (verdict !== own[name]) flips.push({ law, measurement: name, verdict });
    }
  }
  return flips;
}

async function keepsStallLog(asked: string | Product): Promise<boolean> {
  const { stallLog } = typeof asked === 'string' ? await pumpNamed(asked) : asked;
  return stallLog !== undefined;
}

/** By the name of the measurement. */
type Verdicts = Readonly<Record<string, Verdict>>;

/** A life that the pump refuses to go on with under this law decides nothing. */
async function verdictsUnder(
  law: DetectionLaw,
  scenario: Scenario,
  seed: number,
  product: string | Product | undefined,
): Promise<Verdicts> {
  const rig = scenario.timeline.some(({ action }) => action.kind === 'faults') ? 'loopback' : 'model';
  const chosen = product === undefined ? {} : { product };
  try {
    const { measurements } = await runScenario(scenario, { rig, seed, law, ...chosen });
    return Object.fromEntries(measurements.map(({ name, verdict }) => [name, verdict]));
  } catch (error) {
    if (error instanceof HilError && error.code === 'PUMP_REFUSED') return {};
    throw error;
  }
}
