import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place } from '../../yaml/place.ts';
import { keyShown, type Problems, shown } from '../../yaml/problem.ts';
import { type FieldFileResult, type MeasuredField, readFieldFile } from '../field-file/read-field-file.ts';
import type { ScenarioFile, ScenarioSources } from '../sources/scenario-sources.ts';

/** Measured fields read so far, by file and angle. */
export type ReadFields = Map<string, FieldFileResult>;

/** Reads the files that a scenario names. Refuses a file that cannot be read, at the place of its key. */
export class NamedFiles {
  readonly #sources: ScenarioSources | undefined;
  readonly #problems: Problems;
  readonly #fields: ReadFields;
  readonly #read = new Map<string, ScenarioFile>();

  /** `fields` keeps the measured fields for all runs of a scenario. */
  constructor(sources: ScenarioSources | undefined, problems: Problems, fields: ReadFields) {
    this.#sources = sources;
    this.#problems = problems;
    this.#fields = fields;
  }

  /** Files read so far. Each is read once. */
  get read(): readonly ScenarioFile[] {
    return [...this.#read.values()];
  }

  /** Reads a pump file. Its own problems keep their file, line and column. Returns undefined after a refusal. */
  product(path: string, place: Place): Product | undefined {
    const file = this.file(path, place, 'product');
    const read = file === undefined ? undefined : this.#sources?.pump(file);
    if (read === undefined) return undefined;
    if (read.ok) return read.product;
    this.#problems.include(read.problems);
    return undefined;
  }

  /** Reads a file that a key names. Returns undefined after a refusal. */
  file(path: string, place: Place, key: string): ScenarioFile | undefined {
    const { refuse } = this.#problems;
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    if (this.#sources === undefined) {
      refuse(place, `the file ${shown(path)} for ${keyShown(key)}`, 'no file, since this reader is given none');
      return undefined;
    }
    const found = this.#sources.read(path);
    if (found.ok) {
      this.#read.set(path, found.file);
      return found.file;
    }
    const { why, allowed = 'the path of a file, relative to the scenario', nearest } = found;
    refuse(place, `a file for ${keyShown(key)} that cannot be used: ${why}`, allowed, nearest);
    return undefined;
  }

  /** Reads a measured field. Its own problems keep their file, line and column. Undefined after a refusal. */
  measuredField(path: string, place: Place, angleDeg: number | undefined): MeasuredField | undefined {
    const file = this.file(path, place, 'field');
    if (file === undefined) return undefined;
    const key = `${angleDeg} ${path}`;
    const read = this.#fields.get(key) ?? readFieldFile(file.text, file.file, angleDeg);
    this.#fields.set(key, read);
    if (read.ok) return read;
    this.#problems.include(read.problems);
    return undefined;
  }
}
