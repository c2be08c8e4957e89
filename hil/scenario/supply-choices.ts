import type { Defect } from '../../firmware-sim/outside/defects.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import type { Scenario } from './scenario.ts';

/** Assumptions about a faulty supply, each with the condition under which a scenario depends on it. */
export const supplyChoices: readonly {
  readonly text: (scenario: Scenario) => string;
  readonly when: (scenario: Scenario, product: Product) => boolean;
}[] = [
  {
    text: (s) => `air in the reservoir leaves ${airLeaves(s).join(' and ')}, metered as fluid`,
    when: (s) => airLeaves(s).length > 0,
  },
  {
    text: () => 'a pump leak is constant, whatever the pressure of the gas',
    when: (s) => defectsOf(s).some(({ kind }) => kind === 'pump leak'),
  },
  {
    text: () => 'without gas the flow of rollers falls linearly with the volume in the reservoir',
    when: (s, { drive }) => drive.kind === 'rollers' && lostGas(s),
  },
  {
    text: () => 'without gas nothing flows through valves or a throttle',
    when: (s, { drive }) => drive.kind !== 'rollers' && lostGas(s),
  },
  {
    text: () => 'temperature does not change the flow of rollers or valves',
    when: (s, { drive }) => drive.kind !== 'throttle' && warms(s),
  },
  {
    text: ({ pump }) =>
      `the flow falls in ten bands from ${pump.filling?.kneeMl} mL to nothing at ${pump.filling?.floorMl} mL`,
    when: ({ pump }) => pump.filling !== undefined,
  },
];

function defectsOf({ timeline }: Scenario): readonly Defect[] {
  return timeline.flatMap(({ action }) => (action.kind === 'defect' ? [action.defect] : []));
}

function warms({ timeline }: Scenario): boolean {
  return timeline.some(({ action }) => action.kind === 'surroundings' && action.temperatureC !== undefined);
}

function airLeaves(scenario: Scenario): readonly string[] {
  const leaves = defectsOf(scenario).flatMap((defect) => (defect.kind === 'air' ? [defect.leaves] : []));
  return [...new Set(leaves)];
}

function lostGas(scenario: Scenario): boolean {
  return defectsOf(scenario).some(({ kind }) => kind === 'lost propellant');
}
