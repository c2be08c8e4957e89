import type { DetectionLaw } from '../../firmware-sim/base/therapy.ts';

/** Returns a law of detection or recovery in the words of a scenario. */
export function lawWords(law: DetectionLaw): string {
  return law === 'eitherLater' ? 'either later' : law;
}
