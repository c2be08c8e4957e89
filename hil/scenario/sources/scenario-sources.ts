import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Problem } from '../../yaml/problem.ts';

/** A file that a scenario names, as read. */
export interface ScenarioFile {
  /** Path as written in the scenario. */
  readonly path: string;
  /** Path for messages. */
  readonly file: string;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
}

/**
 * Result of reading a file. `why` is a clause such as `"walk-in.csv" cannot be read (ENOENT)`. `allowed` is a narrower
 * limit.
 */
export type FileRead =
  | { readonly ok: true; readonly file: ScenarioFile }
  | {
      readonly ok: false;
      readonly why: string;
      readonly allowed?: string | undefined;
      /** A file of the same folder with nearly that name. */
      readonly nearest?: string | undefined;
    };

/** Result of reading the text of a pump file. */
export type PumpRead =
  | { readonly ok: true; readonly product: Product }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the files that a scenario names, on behalf of the reader of scenarios. That reader opens no files itself, so it
 * also works without a file system.
 */
export interface ScenarioSources {
  /** Reads a file by its path in the scenario. */
  read(path: string): FileRead;
  /** Reads the text of a pump file. */
  pump(file: ScenarioFile): PumpRead;
}
