import { emulatedRigNames } from '../../rigs/rig-names.ts';

const CHECK = 'rig check ';

/** Entries of a job that check the emulated rigs, as `rollerloop rig check` does. They come after the scenarios. */
export const rigSuite: readonly string[] = emulatedRigNames.map((rig) => `${CHECK}${rig}`);

/** Returns the rig of an entry that is a check of a rig; undefined for the name of a scenario. */
export function rigOfCheck(entry: string): string | undefined {
  return entry.startsWith(CHECK) ? entry.slice(CHECK.length) : undefined;
}
