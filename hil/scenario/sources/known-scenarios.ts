import type { Scenario } from '../scenario.ts';
import type { ScenarioSources } from './scenario-sources.ts';

/** Text of a scenario, the source of the files that it names, and a function that reads it. */
interface Reading {
  readonly text: string;
  readonly sources: ScenarioSources;
  /** Returns runs that were read from the same text before this process began. */
  readonly kept: () => readonly Scenario[] | undefined;
  readonly read: () => readonly Scenario[];
}

interface Known {
  readonly text: string;
  readonly scenarios: readonly Scenario[];
}

/**
 * Keeps the scenarios of each path, as many as it is asked for. Parsing a scenario takes milliseconds, and a list of runs
 * reads one several times. A scenario is parsed again if its text or the text of a file that it names has changed.
 */
export class KnownScenarios {
  readonly #byPath = new Map<string, Known>();

  /** Returns the runs of the scenario at this path. Throws what `read` throws, and then keeps nothing. */
  scenarios(path: string, { text, sources, kept, read }: Reading): readonly Scenario[] {
    const before = this.#byPath.get(path);
    const runs = before?.text === text ? before.scenarios : kept();
    if (runs?.every((scenario) => hasSameFiles(scenario, sources)) === true) {
      if (runs !== before?.scenarios) this.#byPath.set(path, { text, scenarios: runs });
      return runs;
    }
    const scenarios = read();
    this.#byPath.set(path, { text, scenarios });
    return scenarios;
  }
}

function hasSameFiles({ files = [] }: Scenario, sources: ScenarioSources): boolean {
  return files.every(({ path, text }) => {
    const now = sources.read(path);
    return now.ok && now.file.text === text;
  });
}
