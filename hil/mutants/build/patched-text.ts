import { HilError } from '../../base/hil-error.ts';
import { quoted } from '../../base/quoted-text.ts';
import type { Mutant } from '../data/mutant.ts';

/** Returns a source text with the mutant's mistake. Throws `HilError` MUTANT_STALE (bench) unless its old text occurs once. */
export function patchedText(text: string, { id, file, from, to }: Mutant): string {
  const count = text.split(from).length - 1;
  if (count === 1) return text.replace(from, () => to);
  const message = `The old text of the mutant ${quoted(id)} occurs ${count} times in ${file}; allowed: exactly once. Adapt the mutant to the present source.`;
  throw new HilError('MUTANT_STALE', 'bench', message);
}
