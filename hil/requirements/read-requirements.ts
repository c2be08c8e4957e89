import { basename, extname } from 'node:path';
import type * as z from 'zod';
import { type CsvRow, csvRows } from '../yaml/csv-rows.ts';
import { isJson, parseJson } from '../yaml/json-text.ts';
import { EndOfReading, keyShown, keysShown, type Problem, Problems, type Refuse, shown } from '../yaml/problem.ts';
import { readTable } from '../yaml/read-table.ts';
import type { MapTree, Tree } from '../yaml/tree.ts';
import type { Requirement, RequirementSet } from './requirement.ts';
import {
  fileTable,
  requirementShape,
  requirementTable,
  setTable,
  type WrittenRequirement,
} from './requirement-schema.ts';

/** Result of reading a file of requirements. */
export type RequirementsResult =
  | { readonly ok: true; readonly set: RequirementSet }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const COLUMNS = Object.keys(requirementShape);
const COLUMNS_NEEDED = ['id', 'text'];

/**
 * Reads a set of requirements: CSV if the file name ends in `.csv`, JSON otherwise. Returns the set, or all problems.
 * Messages name `file`.
 */
export function readRequirements(text: string, file: string): RequirementsResult {
  const problems = new Problems(file);
  try {
    const set = /\.csv$/i.test(file) ? fromCsv(text, file, problems.refuse) : fromJson(text, problems.refuse);
    if (set !== undefined && problems.isEmpty) return { ok: true, set };
  } catch (error) {
    if (!(error instanceof EndOfReading)) throw error;
  }
  return { ok: false, problems: problems.all };
}

function fromJson(text: string, refuse: Refuse): RequirementSet | undefined {
  const tree = parseJson(text, refuse, 'set of requirements');
  if (tree === undefined) return undefined;
  const head = readTable(setTable, tree, refuse);
  if (head === undefined || tree.kind !== 'map') return undefined;
  const list = tree.entries.get('requirements')?.value;
  const requirements = requirementsOf(list?.kind === 'list' ? list.items : [], tree.place, refuse);
  return isJson(text, refuse) ? setOf(head, requirements) : undefined;
}

/**
 * Reads the text of a file whose validity a test has checked. It tracks no places, so it takes a hundredth of the time.
 */
export function trustedRequirements(text: string): RequirementSet {
  const { requirements, ...head } = fileTable.parse(JSON.parse(text));
  return setOf(head, requirements.map(requirementOf));
}

function setOf(
  { set, title = set, source = '' }: Pick<z.output<typeof setTable>, 'set' | 'title' | 'source'>,
  requirements: readonly Requirement[],
): RequirementSet {
  return { set, title, source, requirements };
}

/** Reads CSV. It has no field for the set, so the file name becomes the name of the set. */
function fromCsv(text: string, file: string, refuse: Refuse): RequirementSet | undefined {
  const [header, ...rows] = csvRows(text, refuse);
  if (header === undefined) {
    refuse({ line: 1, column: 1 }, 'an empty file', `a row of column names, ${keysShown(COLUMNS)}`);
    return undefined;
  }
  const names = header.fields.map((field) => field.text.trim());
  const [separator] = /[;\t]/.exec(names[0] ?? '') ?? [];
  if (separator !== undefined) {
    refuse(header.place, `${separator === ';' ? 'semicolons' : 'tabs'} between the columns`, 'commas');
    return undefined;
  }
  checkHeader(header, names, refuse);
  const trees = rows.map((row) => mapOf(row, names, refuse));
  const set = basename(file, extname(file));
  return { set, title: set, source: '', requirements: requirementsOf(trees, header.place, refuse) };
}

function checkHeader({ place, fields }: CsvRow, names: readonly string[], refuse: Refuse): void {
  for (const [index, name] of names.entries()) {
    const at = fields[index]?.place ?? place;
    if (!COLUMNS.includes(name)) refuse(at, `column ${shown(name)}`, keysShown(COLUMNS));
    else if (names.indexOf(name) < index) refuse(at, `column ${keyShown(name)} twice`, 'each column once');
  }
  for (const name of COLUMNS_NEEDED)
    if (!names.includes(name)) refuse(place, `no column ${keyShown(name)}`, `a header of ${keysShown(COLUMNS)}`);
}

/** Returns a row as a mapping. An empty field counts as a missing key. */
function mapOf({ place, fields }: CsvRow, names: readonly string[], refuse: Refuse): MapTree {
  const surplus = fields[names.length];
  if (surplus !== undefined)
    refuse(surplus.place, `${fields.length} fields in a row`, `${names.length}, one for each column`);
  const entries = names.flatMap((name, index) => {
    const field = fields[index];
    const text = field?.text.trim() ?? '';
    if (field === undefined || text === '' || !COLUMNS.includes(name)) return [];
    const value = { kind: 'scalar', place: field.place, value: text, text } as const;
    return [[name, { keyPlace: field.place, value }] as const];
  });
  return { kind: 'map', place, entries: new Map(entries) };
}

function requirementsOf(trees: readonly Tree[], place: MapTree['place'], refuse: Refuse): readonly Requirement[] {
  if (trees.length === 0) refuse(place, 'no requirement', 'at least one');
  const firstLine = new Map<string, number>();
  return trees.flatMap((tree) => {
    const written = readTable(requirementTable, tree, refuse);
    if (written === undefined) return [];
    const before = firstLine.get(written.id);
    const at = placeOf(tree, 'id');
    if (before !== undefined) refuse(at, `id ${shown(written.id)} twice (first in line ${before})`, 'each id once');
    else firstLine.set(written.id, at.line);
    checkReasons(written, tree, refuse);
    return [requirementOf(written)];
  });
}

/** Refuses a reason for a requirement that applies, and a missing reason for one that does not apply. */
function checkReasons(
  { applicable, reason, reading, uncovered }: WrittenRequirement,
  tree: Tree,
  refuse: Refuse,
): void {
  if (applicable === 'no') {
    if (reason === undefined) refuse(tree.place, '`applicable: no` without `reason`', 'a reason');
    if (reading !== undefined) refuse(placeOf(tree, 'reading'), '`reading` with `applicable: no`', 'one of the two');
    if (uncovered !== undefined)
      refuse(placeOf(tree, 'uncovered'), '`uncovered` with `applicable: no`', 'one of the two');
  } else if (reason !== undefined)
    refuse(placeOf(tree, 'reason'), '`reason` of a requirement that applies', '`reason` with `applicable: no`');
}

function placeOf(tree: Tree, key: string): MapTree['place'] {
  return tree.kind === 'map' ? (tree.entries.get(key)?.value.place ?? tree.place) : tree.place;
}

function requirementOf({ applicable, topic = '', ...rest }: WrittenRequirement): Requirement {
  const { id, text, reading, reason, uncovered } = rest;
  return {
    id,
    topic,
    text,
    isApplicable: applicable !== 'no',
    ...(reading === undefined ? {} : { reading }),
    ...(reason === undefined ? {} : { reason }),
    ...(uncovered === undefined ? {} : { uncovered }),
  };
}
