import { digestOf } from '../../../../firmware-sim/trace/digest.ts';
import { quoted } from '../../../base/quoted-text.ts';
import { readPumpFile } from '../../../pump-file/read-pump-file.ts';
import type { FileRead, PumpRead, ScenarioFile, ScenarioSources } from '../../../scenario/sources/scenario-sources.ts';
import type { NamedText } from './messages.ts';

/** Gives a scenario the files that came with it. */
export class PageSources implements ScenarioSources {
  readonly #files: ReadonlyMap<string, string>;

  constructor(files: readonly NamedText[]) {
    this.#files = new Map(files.map(({ path, text }) => [plainPath(path), text]));
  }

  read(path: string): FileRead {
    const text = this.#files.get(plainPath(path));
    if (text !== undefined) return { ok: true, file: { path, file: path, text, hash: digestOf(text) } };
    return { ok: false, why: `${quoted(path)} is not beside the scenario`, allowed: 'a file given with the scenario' };
  }

  pump({ file, text }: ScenarioFile): PumpRead {
    return readPumpFile(text, file);
  }
}

/** Returns a path without its `./`, so that both ways to write it mean the same file. */
function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}
