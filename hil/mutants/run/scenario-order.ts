import { namesForModel, scenarioNames, scenariosNamed } from '../../scenario/library.ts';
import { needsHand } from '../../scenario/needs.ts';
import type { MutatedFirmware } from '../data/mutant.ts';
import { scenarioCosts } from '../data/scenario-costs.ts';

/** Returns the shipped scenarios that the firmware can run without a magnet in a hand, the cheapest first. Equal ones keep the order of names. */
export function cheapestFirst(firmware: MutatedFirmware): readonly string[] {
  const costMs = (name: string): number => {
    const cost = scenarioCosts[name];
    return (firmware === 'model' ? cost?.modelMs : cost?.emulatedMs) ?? Number.POSITIVE_INFINITY;
  };
  return (firmware === 'reference' ? scenarioNames() : namesForModel())
    .filter((name) => !scenariosNamed(name).some(needsHand))
    .sort((a, b) => (costMs(a) === costMs(b) ? 0 : costMs(a) - costMs(b)));
}
