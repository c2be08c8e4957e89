import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, rollerloop } from './command-line.ts';
import { refusedText, sameName } from './listed-files.ts';

/** Forms of the output of `run`. */
export const OUTPUT_FORMS = ['text', '--json', '--json-lines', '--quiet'] as const;

/**
 * Runs scenarios in one process and in three. Behind them are one that the pump refuses, one that fails, and one that cannot
 * be read.
 */
export async function inOneAndThreeJobs(
  folder: string,
  names: readonly string[],
  form: (typeof OUTPUT_FORMS)[number],
): Promise<readonly [one: Ended, three: Ended]> {
  const [refused, wrong] = [join(folder, 'refused.yaml'), join(folder, 'wrong.yaml')];
  writeFileSync(refused, refusedText);
  writeFileSync(wrong, sameName('0.6 mL/day'));
  const call = ['run', ...names, refused, wrong, './none.yaml', '--rig', 'model', ...(form === 'text' ? [] : [form])];
  return [await rollerloop(...call), await rollerloop(...call, '--jobs', '3')];
}
