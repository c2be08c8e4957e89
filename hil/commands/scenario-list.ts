import { HilError } from '../hil-error.ts';
import { scenarioFile, scenarioNamed, scenarioNames } from '../scenario/library.ts';
import type { ListedScenario } from '../scenario/outcome.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** One scenario of a list as it was asked for. */
export interface ListEntry extends ListedScenario {
  /** Named by `all`: it may be left out where it does not fit. */
  readonly isFromAll: boolean;
  readonly read: Scenario | HilError;
}

type Unlabelled = Omit<ListEntry, 'label'>;

/** The scenarios that names, paths and `all` stand for. One that cannot be read keeps its place, with what is wrong. */
export function scenarioList(names: readonly string[]): readonly ListEntry[] {
  const entries = names.flatMap((name) =>
    name === 'all' ? scenarioNames().map((one) => entryOf(one, true)) : [entryOf(name, false)],
  );
  return labelled(entries);
}

function entryOf(name: string, isFromAll: boolean): Unlabelled {
  const file = scenarioFile(name);
  try {
    const read = scenarioNamed(name);
    return { scenario: read.name, file, product: read.pump.product, isFromAll, read };
  } catch (error) {
    if (!(error instanceof HilError)) throw error;
    return { scenario: name, file, product: null, isFromAll, read: error };
  }
}

/** Two of one name are told apart by their files, and one file that is named twice by numbers. */
function labelled(entries: readonly Unlabelled[]): readonly ListEntry[] {
  const byFile = entries.map((entry) => {
    const isUnique = entries.every((other) => other.scenario !== entry.scenario || other.file === entry.file);
    return { ...entry, label: isUnique ? entry.scenario : `${entry.scenario} (${entry.file})` };
  });
  return byFile.map((entry, index) => {
    const isUnique = byFile.filter(({ label }) => label === entry.label).length === 1;
    const number = byFile.slice(0, index + 1).filter(({ label }) => label === entry.label).length;
    return isUnique ? entry : { ...entry, label: `${entry.label} #${number}` };
  });
}
