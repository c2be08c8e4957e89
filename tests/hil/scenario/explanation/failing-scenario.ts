import { readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import type { RunResult } from '../../../../hil/scenario/run-result.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';

/** A scan of an hour with a study inside, and a bolus later. */
const COURSE = `scenario: planted
says: A scan stops the rotor, and checks of it fail on purpose.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, reservoir: 18 mL }
run at most: 2 d
timeline:
  - { at: 1 h, field: 1.5 T, angle to pump normal: 90 deg, azimuth: 40 deg, name: scan }
  - { at: 80 min, roller study: take, name: films }
  - { at: 2 h, field: off, name: out }
  - { at: 3 h, bolus: 0.1 mL, over: 10 min, name: extra }
`;

/** Returns a scenario with the same course and other checks. More entries may follow at its end. */
function scenarioWith(checks: readonly string[], entries: readonly string[]): Scenario {
  const listed = (items: readonly string[]): string => items.map((item) => `  - ${item}\n`).join('');
  const read = readScenario(`${COURSE}${listed(entries)}expect:\n${listed(checks)}`, 'planted.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.scenario;
}

export function resultOf(
  checks: readonly string[],
  rig = 'model',
  entries: readonly string[] = [],
): Promise<RunResult> {
  return runScenario(scenarioWith(checks, entries), { rig });
}
