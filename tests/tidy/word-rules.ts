import type { Finding, ProjectFile } from './project-file.ts';

const PROSE = /\.(?:tsx?|js|mjs|css|c|cpp|h|ino|md|ya?ml)$/;
const GENERATED = /\.gen\./;

// A letter in brackets keeps a pattern from finding itself.
const WORDS =
  /\b(?:[n]obody|[s]omebody|[w]hoever|[a]nybody|[b]ef(?:alls?|ell|allen)|[d]eeds?)\b|[w]hat is none|[s]till to come/gi;
const WORDS_SAY = 'name the part that acts: the driver, the plant, the host, a caller';

// The service life of a pump and the half-life of a nuclide are terms of the field.
const RUN_AS = /(?<!service[ -]|half-)\b(?:[l]ife|[l]ives|[l]ived|[l]iving)\b/gi;
const RUN_SAYS = 'say run';

const LIMIT_AS = /\b[a]llowed (?:is|are) |; [k]nown(?: are|:) /g;
const LIMIT_SAYS = 'say "allowed: "';

const wordRules = [
  { pattern: WORDS, says: WORDS_SAY },
  { pattern: RUN_AS, says: RUN_SAYS },
  { pattern: LIMIT_AS, says: LIMIT_SAYS },
] as const;

const OPENING = String.raw`(Of|Where|The same)\b`;
const DOC_START = new RegExp(String.raw`/\*\*\s*${OPENING}`);
const DOC_SECOND_LINE = new RegExp(String.raw`^\s*\*\s*${OPENING}`);
const SLASHES_START = new RegExp(String.raw`^\s*//\s*${OPENING}`);
const README_ENTRY = new RegExp(String.raw`^- \x60[^\x60]+\x60: ${OPENING}`);
const OPENING_SAYS = 'begin with a verb or a noun phrase that stands alone';

/** Number of findings that each top folder may still have. `''` is the top level. */
export const WORD_COUNT_MAX: Readonly<Record<string, number>> = {
  '': 0,
  protocol: 0,
  'firmware-sim': 0,
  hil: 0,
  tests: 0,
};

interface Allowed {
  readonly path: string;
  /** Part of the line. */
  readonly text: string;
}

/** Lines in which a word is allowed, because it means a person without a role or a test needs it. */
const ALLOWED: readonly Allowed[] = [];

function openingOf(lines: readonly string[], index: number): string | undefined {
  const line = lines[index] ?? '';
  const before = lines[index - 1] ?? '';
  const starts = [DOC_START.exec(line), README_ENTRY.exec(line)];
  if (/^\s*\/\*\*\s*$/.test(before)) starts.push(DOC_SECOND_LINE.exec(line));
  if (!/^\s*\/\//.test(before)) starts.push(SLASHES_START.exec(line));
  return starts.find((start) => start !== null)?.[1];
}

/** Finds words and openings that plain English does without. */
export function wordFindings(file: ProjectFile): readonly Finding[] {
  if (!PROSE.test(file.path) || GENERATED.test(file.path)) return [];
  return file.lines.flatMap((line, index) => {
    if (ALLOWED.some(({ path, text }) => path === file.path && line.includes(text))) return [];
    const place = `${file.path}:${index + 1}`;
    const words = wordRules.flatMap(({ pattern, says }) =>
      [...line.matchAll(pattern)].map(([word]) => `${place} ${word.trim()}: ${says}`),
    );
    const opening = openingOf(file.lines, index);
    return opening === undefined ? words : [...words, `${place} "${opening} ...": ${OPENING_SAYS}`];
  });
}

/** Returns the findings of every top folder that exceeds its limit. */
export function findingsBeyond(
  files: readonly ProjectFile[],
  countMax: Readonly<Record<string, number>>,
): readonly Finding[] {
  const byFloor = new Map<string, Finding[]>();
  for (const file of files) {
    const floor = file.path.includes('/') ? (file.path.split('/')[0] ?? '') : '';
    byFloor.set(floor, [...(byFloor.get(floor) ?? []), ...wordFindings(file)]);
  }
  return [...byFloor].flatMap(([floor, findings]) => (findings.length > (countMax[floor] ?? 0) ? findings : []));
}
