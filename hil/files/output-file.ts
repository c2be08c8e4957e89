import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { fileIdentityOf } from './file-identity.ts';
import { specialKindOf } from './read-text.ts';
import { writeAll } from './write-all.ts';

/** How messages name an output. */
export interface OutputName {
  /** `--trace` */
  readonly option: string;
  readonly code: string;
}

const PERMISSION_BITS = 0o777;

/**
 * A file that the bench writes. It begins under a temporary name in the same folder, so that the older file stands until
 * `publish` puts the new one in its place in one step. A character device is written at once. Writing never throws: the
 * first failure stands in `failure`, and what is written after it is dropped.
 */
export class OutputFile {
  readonly #name: OutputName;
  readonly #path: string;
  readonly #target: string;
  /** Undefined once it is published, and for a device. */
  #temporary: string | undefined;
  #isPublished = false;
  readonly #descriptor: number;
  #failure: HilError | undefined;
  /** Told of the first failure. */
  onFailure: (failure: HilError) => void = () => undefined;

  /** Throws `HilError` (usage), so that a path that cannot be written is known before anything runs. */
  constructor(path: string, name: OutputName) {
    this.#path = path;
    this.#name = name;
    const { path: target, stats } = fileIdentityOf(path);
    this.#target = target;
    try {
      if (stats?.isCharacterDevice() === true) {
        this.#descriptor = openSync(target, constants.O_WRONLY | constants.O_NOCTTY);
        return;
      }
      refuseSpecial(stats);
      if (stats !== undefined) accessSync(target, constants.W_OK);
      this.#temporary = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
      this.#descriptor = opened(this.#temporary, stats);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      throw new HilError(name.code, 'usage', `${name.option} ${path} cannot be written (${why}).`, { cause: error });
    }
  }

  get failure(): HilError | undefined {
    return this.#failure;
  }

  /** Takes the place of the older file, unless a write has failed. Further text goes to the same file. */
  publish(): void {
    const temporary = this.#temporary;
    if (temporary === undefined || this.#failure !== undefined) return;
    this.#temporary = undefined;
    this.#isPublished = true;
    this.#attempt(() => renameSync(temporary, this.#target));
  }

  write(text: string): void {
    if (this.#failure !== undefined || text === '') return;
    this.#attempt(() => writeAll(this.#descriptor, text));
  }

  /** Ends the file; one that was never published leaves nothing behind. Fails where another program took its place meanwhile. */
  close(): void {
    if (this.#isPublished) this.#attempt(() => mustBeAt(this.#descriptor, this.#target));
    this.#attempt(() => closeSync(this.#descriptor));
    if (this.#temporary !== undefined) rmSync(this.#temporary, { force: true });
    this.#temporary = undefined;
  }

  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (this.#failure !== undefined) return;
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      const { option, code } = this.#name;
      this.#failure = new HilError(code, 'bench', `${option} ${this.#path} could not be written (${why}).`, {
        cause: error,
      });
      this.onFailure(this.#failure);
    }
  }
}

/** Writes a whole file. Throws `HilError`: `usage` where the path cannot be written at all, `bench` where writing failed. */
export function writeOutput(path: string, name: OutputName, text: string): void {
  const file = new OutputFile(path, name);
  file.write(text);
  file.publish();
  file.close();
  if (file.failure !== undefined) throw file.failure;
}

/** A temporary file of this process id is left over from an earlier process that was killed. */
function opened(temporary: string, older: Stats | undefined): number {
  rmSync(temporary, { force: true });
  const descriptor = openSync(temporary, 'wx');
  if (older !== undefined) fchmodSync(descriptor, older.mode & PERMISSION_BITS);
  return descriptor;
}

/** A file that was removed or replaced while it was written cannot be found any more, so its text is lost. */
function mustBeAt(descriptor: number, path: string): void {
  const [open, found] = [fstatSync(descriptor), statSync(path, { throwIfNoEntry: false })];
  if (found?.ino !== open.ino || found.dev !== open.dev) throw new Error('it was removed or replaced meanwhile');
}

function refuseSpecial(stats: Stats | undefined): void {
  const kind = stats === undefined ? undefined : specialKindOf(stats);
  if (kind === undefined) return;
  throw new Error(kind === 'a folder' ? 'EISDIR' : `${kind}; allowed is a regular file or a character device`);
}
