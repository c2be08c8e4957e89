import type { Product } from '../../firmware-sim/products/product.ts';
import { HilError } from '../base/hil-error.ts';
import { hasLine, LINE_RIGS_IN_HELP } from '../rigs/rig-names.ts';
import { problemText } from '../yaml/problem.ts';
import { definitionOf } from './actions/action-table.ts';
import { excessesOfCatheter } from './language/catheter-limits.ts';
import { excessesOfClock } from './language/clock-limits.ts';
import { excessesOfLife } from './language/life-limits.ts';
import { type Excess, excessesOfPump, excessesOfTimeline } from './language/product-limits.ts';
import type { Scenario } from './scenario.ts';

/** Refuses a scenario that asks for what this product or this rig does not have: all of it at once, before anything runs. */
export function refuseImpossible(scenario: Scenario, product: Product, rig: string): void {
  const { pump, timeline, file, name } = scenario;
  const missing = [
    ...excessesOfPump(pump, product),
    ...excessesOfTimeline(timeline, pump, product),
    ...excessesOfLife(scenario, product),
    ...excessesOfCatheter(pump, scenario, product),
    ...excessesOfClock(scenario, product),
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

/** Line faults need a line. */
function lines({ timeline }: Scenario, rig: string): readonly Excess[] {
  if (hasLine(rig)) return [];
  return timeline
    .filter(({ action }) => definitionOf(action).needsLine === true)
    .map(({ action, place }) => ({
      place,
      found: `${definitionOf(action).key} on the rig ${rig}, which has no line`,
      allowed: `a rig with one: ${LINE_RIGS_IN_HELP}`,
    }));
}

/** What a sensor trips at is the threshold of a rotor. */
function sensedRotor({ fieldFrom }: Scenario, product: Product): readonly Excess[] {
  if (fieldFrom === undefined || product.drive.kind === 'rollers') return [];
  return [{ place: fieldFrom.place, found: `a sensed field with ${product.id}`, allowed: 'a pump with a rotor' }];
}

/** Slip of a rig is the loss of a rotor. */
function slippingRotor({ rigSlip }: Scenario, product: Product): readonly Excess[] {
  if (rigSlip === undefined || product.drive.kind === 'rollers') return [];
  return [{ place: rigSlip.place, found: `key "rig slip" with ${product.id}`, allowed: 'a pump with a rotor' }];
}

/** A sensed field needs a sensor; what a board behind a wire has is known only when it was asked. */
function sensor({ fieldFrom }: Scenario, rig: string): readonly Excess[] {
  if (fieldFrom === undefined || hasLine(rig)) return [];
  const found = `a field from the rig's sensor, and the rig ${rig} has no field sensor`;
  return [{ place: fieldFrom.place, found, allowed: 'a rig with one: emulated, virtual, loopback or a port' }];
}
