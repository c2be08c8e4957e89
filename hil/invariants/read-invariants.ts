import { nearestName } from '../base/nearest-name.ts';
import type { CheckForm } from '../scenario/checks/check-forms.ts';
import { type ScenarioContext, ScopeReader } from '../scenario/checks/scope.ts';
import { patternForms } from '../scenario/patterns/pattern-forms.ts';
import { patternNames } from '../scenario/patterns/pattern-names.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { EndOfReading, keyShown, keysShown, type Problem, Problems, type Refuse, shown } from '../yaml/problem.ts';
import { readTable } from '../yaml/read-table.ts';
import { described, type MapTree, type Tree } from '../yaml/tree.ts';
import type { Invariant } from './invariant.ts';
import { appliesTable, INVARIANTS_MAX, topTable } from './invariants-schema.ts';

/** Result of reading a file of invariants. */
export type ReadInvariants =
  | { readonly ok: true; readonly invariants: readonly Invariant[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const FORMS: Readonly<Record<string, CheckForm>> = patternForms;
const KINDS = Object.keys(FORMS);
/** Context of an invariant. They have no entries, because an invariant cannot name entries of a timeline. */
const NOWHERE: ScenarioContext = {
  entries: [],
  isWhole: true,
  runAtMostUs: Number.POSITIVE_INFINITY,
  endKey: 'run at most',
};

const APPLIES_KEYS = Object.keys(appliesTable.shape);

/** Returns whether a text is a file of invariants and not a scenario. */
export function isOfInvariants(text: string): boolean {
  return /^["']?invariants["']?\s*:/m.test(text) && !/^["']?scenario["']?\s*:/m.test(text);
}

/** Reads a YAML file of invariants. Returns them, or all problems of the text. Never throws. Messages name `file`. */
export function readInvariants(text: string, file: string): ReadInvariants {
  const problems = new Problems(file);
  const invariants: Invariant[] = [];
  try {
    const tree = parseYaml(text, problems.refuse, 'list of invariants');
    if (tree !== undefined && readTable(topTable, tree, problems.refuse) !== undefined)
      for (const one of invariantsIn(tree as MapTree, file, problems.refuse)) invariants.push(one);
  } catch (error) {
    if (!(error instanceof EndOfReading)) throw error;
  }
  return problems.isEmpty ? { ok: true, invariants } : { ok: false, problems: problems.all };
}

function* invariantsIn(tree: MapTree, file: string, refuse: Refuse): Iterable<Invariant> {
  const list = tree.entries.get('checks')?.value;
  if (list?.kind !== 'list' || list.items.length === 0 || list.items.length > INVARIANTS_MAX) {
    const found =
      list === undefined ? 'no' : list.kind === 'list' ? `${list.items.length} items in` : `${described(list)} for`;
    refuse(list?.place ?? tree.place, `${found} ${keyShown('checks')}`, `a list of 1 to ${INVARIANTS_MAX} invariants`);
    return;
  }
  const lines = new Map<string, number>();
  for (const item of list.items) {
    const invariant = invariantOf(item, file, refuse);
    if (invariant === undefined) continue;
    const { name, place } = invariant.expectation;
    const before = lines.get(name);
    if (before !== undefined) refuse(place, `name ${shown(name)} twice (first in line ${before})`, 'each name once');
    else yield invariant;
    lines.set(name, place.line);
  }
}

function invariantOf(item: Tree, file: string, refuse: Refuse): Invariant | undefined {
  if (item.kind !== 'map') {
    refuse(
      item.place,
      `${described(item)} as an invariant`,
      `a mapping with ${keyShown('name')} and one of ${keysShown(KINDS)}`,
    );
    return undefined;
  }
  const form = formOf(item, refuse);
  const applies = readTable(
    appliesTable,
    onlyKeys(item, (key) => APPLIES_KEYS.includes(key)),
    refuse,
  );
  const check = onlyKeys(item, (key) => !APPLIES_KEYS.includes(key));
  const read = form?.read(check, new ScopeReader(NOWHERE, check, refuse), refuse);
  if (read?.check.kind !== 'pattern' || applies === undefined) return undefined;
  const { mayNeverHappen: _always, ...rest } = read;
  const { signals, events } = patternNames(read.check.pattern);
  const names = new Set([...signals, ...events.map(({ event }) => event), ...(applies.needs ?? [])]);
  return {
    expectation: { ...rest, check: read.check, place: item.place },
    file,
    needs: [...names],
    ...(applies['at once'] === undefined ? {} : { isAtOnce: true as const }),
    ...(applies.products === undefined ? {} : { products: applies.products }),
  };
}

function onlyKeys(item: MapTree, isMeant: (key: string) => boolean): MapTree {
  return { ...item, entries: new Map([...item.entries].filter(([key]) => isMeant(key))) };
}

/** Finds the form of a check by the one key that names its kind. */
function formOf(item: MapTree, refuse: Refuse): CheckForm | undefined {
  const [kind, second] = [...item.entries.keys()].filter((key) => Object.hasOwn(FORMS, key));
  if (kind === undefined) {
    const [key] = [...item.entries.keys()].filter((one) => one !== 'name');
    const nearest = key === undefined ? undefined : nearestName(key, KINDS);
    const name = item.entries.get('name')?.value;
    const whose = name?.kind === 'scalar' ? ` in ${shown(name.text)}` : '';
    refuse(item.place, `no kind of check${whose}`, `one of ${keysShown(KINDS)}`, nearest);
    return undefined;
  }
  if (second === undefined) return FORMS[kind];
  const place = item.entries.get(second)?.keyPlace ?? item.place;
  refuse(place, `two kinds, ${keyShown(kind)} and ${keyShown(second)}`, 'one kind in an invariant');
  return undefined;
}
