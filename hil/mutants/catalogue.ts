import { createHash } from 'node:crypto';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { modelMutants } from './data/model-mutants.ts';
import { type Mutant, type MutatedFirmware, mutatedFirmwares } from './data/mutant.ts';
import { referenceMutants } from './data/reference-mutants.ts';
import { sketchMutants } from './data/sketch-mutants.ts';

/** A mutant with the firmware that it belongs to. */
export interface ListedMutant {
  readonly firmware: MutatedFirmware;
  readonly mutant: Mutant;
}

const mutantsOf: Readonly<Record<MutatedFirmware, readonly Mutant[]>> = {
  model: modelMutants,
  sketch: sketchMutants,
  reference: referenceMutants,
};

const ALL = 'all';

/** Returns the mutants of one firmware, or of `all`. Throws `HilError` FIRMWARE_UNKNOWN (usage). */
export function mutantsFor(firmware: string): readonly ListedMutant[] {
  const chosen = mutatedFirmwares.filter((name) => firmware === ALL || name === firmware);
  if (chosen.length > 0) return chosen.flatMap((name) => mutantsOf[name].map((mutant) => ({ firmware: name, mutant })));
  const known = [...mutatedFirmwares, ALL];
  const message = `Unknown firmware ${quoted(firmware)}; allowed: ${known.join(', ')}.${didYouMean(firmware, known)}`;
  throw new HilError('FIRMWARE_UNKNOWN', 'usage', message);
}

/** Chooses mutants by their ids, in the order of the list. No id chooses all. Throws `HilError` MUTANT_UNKNOWN (usage). */
export function withIds(listed: readonly ListedMutant[], ids: readonly string[]): readonly ListedMutant[] {
  const known = listed.map(({ mutant }) => mutant.id);
  const stray = ids.find((id) => !known.includes(id));
  if (stray !== undefined) {
    const message = `Unknown mutant ${quoted(stray)}; allowed: an id that \`rollerloop mutants --list\` shows.${didYouMean(stray, known)}`;
    throw new HilError('MUTANT_UNKNOWN', 'usage', message);
  }
  return ids.length === 0 ? listed : listed.filter(({ mutant }) => ids.includes(mutant.id));
}

/** Draws `count` mutants by a text such as a commit: the same text draws the same mutants. They keep the order of the list. */
export function drawn(listed: readonly ListedMutant[], count: number, by: string): readonly ListedMutant[] {
  const digestOf = ({ firmware, mutant }: ListedMutant): string =>
    createHash('sha256').update(`${by} ${firmware} ${mutant.id}`).digest('hex');
  const ranked = listed.map((one) => ({ one, digest: digestOf(one) })).sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const chosen = new Set(ranked.slice(0, count).map(({ one }) => one));
  return listed.filter((one) => chosen.has(one));
}
