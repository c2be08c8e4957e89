import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, parse } from 'node:path';
import { HilError } from '../../base/hil-error.ts';
import { nativeDigestOf } from '../../base/native-hash.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { readText } from '../../files/read-text.ts';
import { readPumpFile } from '../../pump-file/read-pump-file.ts';
import type { FileRead, PumpRead, ScenarioFile, ScenarioSources } from './scenario-sources.ts';

/** Size limit of a file that a scenario names. Every trace keeps the text of the file. */
const FILE_BYTES_MAX = 1_000_000;
/** Number of names in a folder that are compared to find the nearest one. */
const NAMES_MAX = 500;

/**
 * Reads the files that a scenario file names, by paths relative to it. Reads each file once for all runs of the
 * scenario.
 */
export class FileSources implements ScenarioSources {
  readonly #folder: string;
  readonly #shownFolder: string;
  readonly #files = new Map<string, FileRead>();
  readonly #pumps = new Map<string, PumpRead>();

  /** `path` is the path of the scenario. Messages show it as `shownAs`. */
  constructor(path: string, shownAs: string) {
    this.#folder = dirname(path);
    this.#shownFolder = dirname(shownAs);
  }

  read(path: string): FileRead {
    return kept(this.#files, path, () => this.#readNow(path));
  }

  pump({ file, text }: ScenarioFile): PumpRead {
    return kept(this.#pumps, file, () => readPumpFile(text, file));
  }

  #readNow(path: string): FileRead {
    const file = pathFrom(this.#shownFolder, path);
    try {
      const limits = { shownAs: file, bytesMax: FILE_BYTES_MAX, code: 'SCENARIO_FILE' };
      const text = readText(pathFrom(this.#folder, path), limits);
      return { ok: true, file: { path, file, text, hash: nativeDigestOf(text) } };
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      const [why = '', allowed] = error.message.replace(/\.$/, '').split('; allowed: ');
      return { ok: false, why, allowed, nearest: this.#nearest(path) };
    }
  }

  /** Returns the path of a file with nearly the name of one that does not exist; undefined if there is none. */
  #nearest(path: string): string | undefined {
    const full = pathFrom(this.#folder, path);
    if (existsSync(full) || !existsSync(dirname(full))) return undefined;
    const { name, ext } = parse(full);
    const alike = readdirSync(dirname(full)).filter((one) => extname(one).toLowerCase() === ext.toLowerCase());
    const stems = alike.slice(0, NAMES_MAX).map((one) => parse(one).name);
    const stem = stems.find((one) => one.toLowerCase() === name.toLowerCase()) ?? nearestName(name, stems);
    const near = alike.find((one) => parse(one).name === stem);
    return near === undefined ? undefined : `${path.slice(0, path.length - basename(full).length)}${near}`;
  }
}

/**
 * Returns a path in a scenario relative to the working folder. In the scenario it is relative to the scenario's folder.
 */
export function pathFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function kept<T>(known: Map<string, T>, key: string, read: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const now = read();
  known.set(key, now);
  return now;
}
