import { scenarioNames, scenariosNamed } from '../../scenario/library.ts';
import type { MutatedFirmware } from '../data/mutant.ts';
import { scenarioCosts } from '../data/scenario-costs.ts';

/** Returns the shipped scenarios that need no magnet in a hand, the cheapest first. Equal ones keep the order of names. */
export function cheapestFirst(firmware: MutatedFirmware): readonly string[] {
  const costMs = (name: string): number => {
    const cost = scenarioCosts[name];
    if (cost === undefined) return Number.POSITIVE_INFINITY;
    return firmware === 'model' ? cost.modelMs : cost.emulatedMs;
  };
  return scenarioNames()
    .filter((name) => scenariosNamed(name).every(({ fieldFrom }) => fieldFrom === undefined))
    .sort((a, b) => (costMs(a) === costMs(b) ? 0 : costMs(a) - costMs(b)));
}
