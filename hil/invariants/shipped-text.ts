import { readInvariantFiles } from './invariant-files.ts';

/** Returns the text of `shipped.gen.ts`: the shipped invariants as data, so that a run reads no YAML files. */
export function shippedInvariantsText(): string {
  const rows = readInvariantFiles().map((invariant) => `  ${JSON.stringify(invariant)},\n`);
  return [
    '/* Invariants of every run. Written by `npm run generate` from the YAML files of this folder. */\n',
    "import type { Invariant } from './invariant.ts';\n",
    `/** Checks that apply to every pump that has the signals they need. */\nexport const shippedInvariants: readonly Invariant[] = [\n${rows.join('')}];\n`,
  ].join('\n');
}
