import { type Product, rollersOf } from '../../firmware-sim/products/product.ts';
import { nativeDigestOf } from '../base/native-hash.ts';
import { assumptionsOf } from './assumptions.ts';
import { worst } from './checks/verdict.ts';
import { mrLabelReport } from './mr-label-report.ts';
import type { RunResult } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { sensedAssumptions } from './sensed-run.ts';

/** Assumption of a run in which `rig slip: allowed` makes the rig part of the plant. */
const SLIP_ASSUMPTION = "what the rig's shaft missed is the pump's loss (rig slip: allowed)";
const NO_MAGNET = 'none: this pump has no rotor, and a rig that could turn one stands still';

/** Facts of a finished run, measured on the bench or read from its trace. */
export interface RunFacts
  extends Pick<
    RunResult,
    | 'rig'
    | 'seed'
    | 'fingerprint'
    | 'rigHash'
    | 'measurements'
    | 'invariants'
    | 'studies'
    | 'pumpUs'
    | 'rotorFacts'
    | 'rigCheck'
    | 'sensed'
  > {
  readonly scenario: Scenario;
  readonly product: Product;
}

/** Returns the result of a run: its facts, and what follows from scenario and product. */
export function resultOf({ scenario, product, sensed, ...facts }: RunFacts): RunResult {
  const mrLabel = mrLabelReport(scenario, product);
  return {
    ...facts,
    scenario: scenario.name,
    says: scenario.says,
    pump: product.id,
    pumpHash: nativeDigestOf(JSON.stringify(product)),
    rig: rollersOf(product) === undefined ? { ...facts.rig, magnet: NO_MAGNET } : facts.rig,
    verdict: verdictOf(facts),
    assumed: [
      ...assumptionsOf(scenario, product),
      ...(sensed === undefined ? [] : sensedAssumptions(sensed)),
      ...(scenario.rigSlip === undefined ? [] : [SLIP_ASSUMPTION]),
    ],
    ...(mrLabel === undefined ? {} : { mrLabel }),
    ...(sensed === undefined ? {} : { sensed }),
  };
}

/** Returns the worst verdict of the checks. Of the invariants only a failed one counts. */
function verdictOf({ measurements, invariants }: Pick<RunFacts, 'measurements' | 'invariants'>): RunResult['verdict'] {
  if (invariants.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return worst(measurements.map(({ verdict }) => verdict));
}
