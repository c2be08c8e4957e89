import * as z from 'zod';
import { HilError } from '../base/hil-error.ts';
import { readText } from '../files/read-text.ts';
import { leaf, line, table } from '../yaml/leaf-schemas.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { EndOfReading, Problems, problemText } from '../yaml/problem.ts';
import { readTable } from '../yaml/read-table.ts';
import type { Tree } from '../yaml/tree.ts';
import type { QuarantineEntry } from './quarantine.ts';

const FILE_BYTES_MAX = 1_000_000;
const NAME_CHARS_MAX = 200;
const REASON_CHARS_MAX = 400;
const ENTRIES_MAX = 1000;
const LIST_ALLOWED = `a list of at most ${ENTRIES_MAX} checks, each with \`scenario\`, \`check\`, \`until\`, \`reason\``;

const isoDate = leaf('a date, as in 2026-12-31', String.raw`^\d{4}-\d{2}-\d{2}$`, (text) =>
  z.iso.date().safeParse(text).success ? { ok: true, value: text } : { ok: false },
);

const fileTable = table({
  quarantine: z
    .array(
      table({
        scenario: line(NAME_CHARS_MAX),
        check: line(NAME_CHARS_MAX),
        until: isoDate,
        reason: line(REASON_CHARS_MAX),
      }),
      { error: LIST_ALLOWED },
    )
    .max(ENTRIES_MAX, LIST_ALLOWED),
});

/**
 * Reads the file of `--quarantine`. Throws `HilError` QUARANTINE_INVALID (usage) that lists every problem with its
 * place.
 */
export function readQuarantine(path: string): readonly QuarantineEntry[] {
  const text = readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'QUARANTINE' });
  const problems = new Problems(path);
  const entries = entriesUnlessEnded(text, problems);
  if (entries !== undefined && problems.isEmpty) return entries;
  const { all } = problems;
  const count = all.length === 1 ? 'One problem' : `${all.length} problems`;
  const message = `${count} in ${path}; nothing was run.\n${all.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('QUARANTINE_INVALID', 'usage', message);
}

function entriesUnlessEnded(text: string, problems: Problems): readonly QuarantineEntry[] | undefined {
  try {
    const tree = parseYaml(text, problems.refuse, 'quarantine');
    return tree === undefined ? undefined : entriesOf(tree, problems);
  } catch (error) {
    if (error instanceof EndOfReading) return undefined;
    throw error;
  }
}

function entriesOf(tree: Tree, { refuse }: Problems): readonly QuarantineEntry[] | undefined {
  const entries = readTable(fileTable, tree, refuse)?.quarantine;
  const list = tree.kind === 'map' ? tree.entries.get('quarantine')?.value : undefined;
  for (const [index, { scenario, check }] of (entries ?? []).entries()) {
    const isRepeated = entries?.slice(0, index).some((one) => one.scenario === scenario && one.check === check);
    const place = (list?.kind === 'list' ? list.items[index]?.place : undefined) ?? tree.place;
    if (isRepeated === true) refuse(place, `"${check}" of ${scenario} twice`, 'each check once');
  }
  return entries;
}
