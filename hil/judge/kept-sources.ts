import { readPumpFile } from '../pump-file/read-pump-file.ts';
import type { FileRead, PumpRead, ScenarioFile, ScenarioSources } from '../scenario/sources/scenario-sources.ts';
import type { KeptHeader } from './kept-header.ts';
import { valueText } from './trace-problem.ts';

/** Files that a scenario names, taken from the header of its trace. */
export class KeptSources implements ScenarioSources {
  readonly #files: readonly ScenarioFile[];

  constructor({ scenarioFiles = [] }: Pick<KeptHeader, 'scenarioFiles'>) {
    this.#files = scenarioFiles;
  }

  read(path: string): FileRead {
    const file = this.#files.find((one) => one.path === path);
    return file === undefined ? { ok: false, why: `the trace has no text of ${valueText(path)}` } : { ok: true, file };
  }

  pump({ file, text }: ScenarioFile): PumpRead {
    return readPumpFile(text, file);
  }
}
