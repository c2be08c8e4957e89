import { type Product, rollersOf } from '../../firmware-sim/products/product.ts';
import { assumptionsOf } from './assumptions.ts';
import type { Measurement } from './checks/measurement.ts';
import { worst } from './checks/verdict.ts';
import { assumedBy } from './explanation/assumption-reach.ts';
import { assumedWithFirmware } from './firmware-assumptions.ts';
import { mrLabelReport } from './mr-label-report.ts';
import type { RunResult } from './run-result.ts';
import type { Expectation, Scenario } from './scenario.ts';
import { sensedAssumptions } from './sensed-run.ts';

/** Assumption of a run in which `rig slip: allowed` makes the rig part of the plant. */
const SLIP_ASSUMPTION = "steps that the rig's shaft missed count as the pump's loss (rig slip: allowed)";
const NO_MAGNET = 'none: this pump has no rotor, and a rig that could turn one stands still';

/** Facts of a finished run, from the bench or from its trace. */
export interface FinishedRun
  extends Pick<
    RunResult,
    | 'rig'
    | 'seed'
    | 'pumpHash'
    | 'fingerprint'
    | 'rigHash'
    | 'measurements'
    | 'invariants'
    | 'studies'
    | 'pumpUs'
    | 'rotorFacts'
    | 'rigCheck'
    | 'sensed'
    | 'firmware'
  > {
  readonly scenario: Scenario;
  readonly product: Product;
}

/** Returns the result of a run: its facts, and conclusions from scenario and product. */
export function resultOf({ scenario, product, sensed, ...facts }: FinishedRun): RunResult {
  const mrLabel = mrLabelReport(scenario, product);
  const own = assumptionsOf(scenario, product);
  const assumed = [
    ...(facts.firmware === undefined ? own : assumedWithFirmware(own)),
    ...(sensed === undefined ? [] : sensedAssumptions(sensed)),
    ...(scenario.rigSlip === undefined ? [] : [SLIP_ASSUMPTION]),
  ];
  return {
    ...facts,
    measurements: facts.measurements.map((measurement, index) =>
      withAssumptions(measurement, scenario.expect[index], assumed),
    ),
    scenario: scenario.name,
    says: scenario.says,
    pump: product.id,
    rig: rollersOf(product) === undefined ? { ...facts.rig, magnet: NO_MAGNET } : facts.rig,
    verdict: verdictOf(facts),
    assumed,
    ...(mrLabel === undefined ? {} : { mrLabel }),
    ...(sensed === undefined ? {} : { sensed }),
  };
}

/** Returns the worst verdict of the checks. An invariant counts only if it failed. */
function verdictOf({
  measurements,
  invariants,
}: Pick<FinishedRun, 'measurements' | 'invariants'>): RunResult['verdict'] {
  if (invariants.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return worst(measurements.map(({ verdict }) => verdict));
}

function withAssumptions(
  measurement: Measurement,
  expectation: Expectation | undefined,
  assumed: readonly string[],
): Measurement {
  return expectation === undefined ? measurement : { ...measurement, assumed: assumedBy(expectation, assumed) };
}
