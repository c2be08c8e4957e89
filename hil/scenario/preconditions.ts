import type { Product } from '../../firmware-sim/products/product.ts';
import { HilError } from '../base/hil-error.ts';
import { hasLine, LINE_RIGS_IN_HELP } from '../rigs/rig-names.ts';
import { keyShown, problemText } from '../yaml/problem.ts';
import { definitionOf } from './actions/action-table.ts';
import { violationsOfCatheter } from './language/catheter-limits.ts';
import { violationsOfClock } from './language/clock-limits.ts';
import { type Violation, violationsOfPump, violationsOfTimeline } from './language/product-limits.ts';
import { violationsOfServiceLife } from './language/service-life-limits.ts';
import type { Scenario } from './scenario.ts';

/**
 * Refuses a scenario that needs a part which this product or rig lacks. It does so before the run, with all problems at
 * once.
 */
export function refuseImpossible(scenario: Scenario, product: Product, rig: string): void {
  const { pump, timeline, file, name } = scenario;
  const missing = [
    ...violationsOfPump(pump, product),
    ...violationsOfTimeline(timeline, pump, product, scenario.expect),
    ...violationsOfServiceLife(scenario, product),
    ...violationsOfCatheter(pump, scenario, product),
    ...violationsOfClock(scenario, product),
    ...lines(scenario, rig),
    ...sensor(scenario, rig),
    ...sensedRotor(scenario, product),
    ...slippingRotor(scenario, product),
  ];
  if (missing.length === 0) return;
  const problems = missing.map(({ place, found, allowed }) => `  ${problemText({ file, ...place, found, allowed })}`);
  const message = `${name} cannot run with ${product.id} on ${rig}; nothing was run.\n${problems.join('\n')}`;
  throw new HilError('SCENARIO_IMPOSSIBLE', 'usage', message);
}

/** Refuses, with the model as firmware, what only a firmware under test has. Throws `HilError` (usage). */
export function refuseWithModel({ timeline, file, name }: Scenario): void {
  const missing = timeline.filter(({ action }) => definitionOf(action).needsFirmware === true);
  if (missing.length === 0) return;
  const problems = missing.map(({ action, place }) => {
    const found = `${keyShown(definitionOf(action).key)} with the firmware "model", whose memory has no bytes`;
    return `  ${problemText({ file, ...place, found, allowed: 'a firmware under test, by `--firmware` or `firmware`' })}`;
  });
  const message = `${name} cannot run with the model; nothing was run.\n${problems.join('\n')}`;
  throw new HilError('SCENARIO_IMPOSSIBLE', 'usage', message);
}

/** Refuses line faults on a rig without a line. */
function lines({ timeline }: Scenario, rig: string): readonly Violation[] {
  if (hasLine(rig)) return [];
  return timeline
    .filter(({ action }) => definitionOf(action).needsLine === true)
    .map(({ action, place }) => ({
      place,
      found: `${keyShown(definitionOf(action).key)} on the rig "${rig}", which has no line`,
      allowed: `a rig with a line: ${LINE_RIGS_IN_HELP}`,
    }));
}

/** Refuses a sensed field for a pump without a rotor. The sensor's threshold is that of a rotor. */
function sensedRotor({ fieldFrom }: Scenario, product: Product): readonly Violation[] {
  if (fieldFrom === undefined || product.drive.kind === 'rollers') return [];
  return [{ place: fieldFrom.place, found: `a sensed field with ${product.id}`, allowed: 'a pump with a rotor' }];
}

/** Refuses slip of the rig for a pump without a rotor, which cannot lose turns. */
function slippingRotor({ rigSlip }: Scenario, product: Product): readonly Violation[] {
  if (rigSlip === undefined || product.drive.kind === 'rollers') return [];
  return [{ place: rigSlip.place, found: `\`rig slip\` with ${product.id}`, allowed: 'a pump with a rotor' }];
}

/** Refuses a sensed field on a rig without a line. Whether a board has a sensor is known only after it was opened. */
function sensor({ fieldFrom }: Scenario, rig: string): readonly Violation[] {
  if (fieldFrom === undefined || hasLine(rig)) return [];
  const found = `a field from the sensor of the rig "${rig}", which has none`;
  return [
    { place: fieldFrom.place, found, allowed: 'a rig with a field sensor: emulated, virtual, loopback or a port' },
  ];
}
