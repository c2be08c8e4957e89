import { namesForModel, scenarioNames, scenariosNamed } from '../../scenario/library.ts';
import { needsHand } from '../../scenario/needs.ts';
import type { MutatedFirmware } from '../data/mutant.ts';
import { scenarioCosts } from '../data/scenario-costs.ts';
import { rigSuite } from './rig-suite.ts';

/** Returns the checks of rigs that test a firmware after the scenarios: those of the emulated rigs for the sketch. */
export function checksFor(firmware: MutatedFirmware): readonly string[] {
  return firmware === 'sketch' ? rigSuite : [];
}

/**
 * Returns the scenarios for mutants of a firmware, the cheapest first. The sketch has a field sensor, to which a simulated
 * hand holds a magnet.
 */
export function scenariosFor(firmware: MutatedFirmware): readonly string[] {
  return firmware === 'sketch' ? [...cheapestFirst(firmware), ...byHand()] : cheapestFirst(firmware);
}

function byHand(): readonly string[] {
  return namesForModel().filter((name) => scenariosNamed(name).some(needsHand));
}

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
