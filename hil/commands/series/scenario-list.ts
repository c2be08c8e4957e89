import { HilError } from '../../base/hil-error.ts';
import { refuseUnknownParameters, scenarioFile, scenarioNames, scenariosNamed } from '../../scenario/library.ts';
import type { ListedScenario } from '../../scenario/outcome.ts';
import type { SetValues } from '../../scenario/parameters/combinations.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** One scenario of a list, as the command line names it. */
export interface ListEntry extends ListedScenario {
  /** True if `all` selected the scenario. Then it is skipped if it does not fit the pump or the rig. */
  readonly isFromAll: boolean;
  readonly read: Scenario | HilError;
}

type Unlabelled = Omit<ListEntry, 'label'>;

/** Repeats a list. The label of each entry gets the number of its repetition. */
export function repeated(entries: readonly ListEntry[], count: number): readonly ListEntry[] {
  if (count === 1) return entries;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.flatMap((number) => entries.map((entry) => ({ ...entry, label: `${entry.label} #${number}` })));
}

/**
 * Reads the scenarios that names, paths and `all` select. A scenario with parameters gives an entry for each
 * combination. An unreadable scenario keeps its place in the list, with its problems. Throws `HilError` (usage) if
 * `set` names a parameter that no scenario has.
 */
export function scenarioList(names: readonly string[], set: SetValues = new Map()): readonly ListEntry[] {
  const entries = names.flatMap((name) =>
    name === 'all' ? scenarioNames().flatMap((one) => entriesOf(one, true, set)) : entriesOf(name, false, set),
  );
  const read = entries.flatMap((entry) => (entry.read instanceof HilError ? [] : [entry.read]));
  if (read.length === entries.length) refuseUnknownParameters(read, [...set.keys()]);
  return labelled(entries);
}

function entriesOf(name: string, isFromAll: boolean, set: SetValues): readonly Unlabelled[] {
  const file = scenarioFile(name);
  try {
    return scenariosNamed(name, set).map((read) => entryOf(read, { file, asked: name, isFromAll }));
  } catch (error) {
    if (!(error instanceof HilError)) throw error;
    return [{ scenario: name, file, product: null, asked: name, hash: null, tags: [], isFromAll, read: error }];
  }
}

function entryOf(read: Scenario, named: Pick<ListEntry, 'file' | 'asked' | 'isFromAll'>): Unlabelled {
  const { name: scenario, pump, textHash, tags, parameters, files } = read;
  return {
    ...named,
    scenario,
    product: pump.product,
    hash: textHash,
    tags,
    ...(parameters === undefined ? {} : { parameters }),
    ...(files === undefined ? {} : { inputs: files.map(({ file, hash }) => ({ file, hash })) }),
    read,
  };
}

/** Labels the entries. Two scenarios of the same name get their files as labels. A file named twice gets numbers. */
function labelled(entries: readonly Unlabelled[]): readonly ListEntry[] {
  const filesOfName = new Map<string, Set<string>>();
  for (const { scenario, file } of entries)
    filesOfName.set(scenario, (filesOfName.get(scenario) ?? new Set<string>()).add(file));
  const labels = entries.map(({ scenario, file }) =>
    filesOfName.get(scenario)?.size === 1 ? scenario : `${scenario} (${file})`,
  );
  const total = countsOf(labels);
  const sofar = new Map<string, number>();
  return entries.map((entry, index) => {
    const label = labels[index] as string;
    const number = (sofar.get(label) ?? 0) + 1;
    sofar.set(label, number);
    return { ...entry, label: total.get(label) === 1 ? label : `${label} #${number}` };
  });
}

function countsOf(labels: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
