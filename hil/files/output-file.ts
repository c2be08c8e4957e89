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
import { quotedPath } from '../base/quoted-text.ts';
import { fileIdentityOf } from './file-identity.ts';
import { specialKindOf } from './read-text.ts';
import { writeAll } from './write-all.ts';

/** Names of an output in messages. */
export interface OutputName {
  /** Option that names the file, as in `--trace`. */
  readonly option: string;
  readonly code: string;
}

const PERMISSION_BITS = 0o777;

/**
 * A file that the bench writes. The text goes to a temporary name in the same folder, and `publish` replaces the older file
 * in one step. A character device is written directly. Writing never throws: `failure` holds the first failure, and later
 * text is dropped.
 */
export class OutputFile {
  readonly #name: OutputName;
  readonly #path: string;
  readonly #target: string;
  /** Temporary path; undefined after publishing, and for a device. */
  #temporary: string | undefined;
  #isPublished = false;
  readonly #descriptor: number;
  #failure: HilError | undefined;
  /** Receives the first failure. */
  onFailure: (failure: HilError) => void = () => undefined;

  /** Opens the file before anything runs. Throws `HilError` (usage) for a path that cannot be written. */
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
      throw new HilError(name.code, 'usage', `\`${name.option}\` ${quotedPath(path)} cannot be written (${why}).`, {
        cause: error,
      });
    }
  }

  get failure(): HilError | undefined {
    return this.#failure;
  }

  /** Replaces the older file unless a write has failed. Later text goes to the same file. */
  publish(): void {
    const temporary = this.#temporary;
    if (temporary === undefined || this.#failure !== undefined) return;
    this.#temporary = undefined;
    this.#isPublished = true;
    this.#attempt(() => renameSync(temporary, this.#target));
  }

  /** Appends text; drops it after a failure. */
  write(text: string): void {
    if (this.#failure !== undefined || text === '') return;
    this.#attempt(() => writeAll(this.#descriptor, text));
  }

  /** Ends the file. An unpublished file is removed. Records a failure if another program replaced a published one. */
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
      this.#failure = new HilError(
        code,
        'bench',
        `\`${option}\` ${quotedPath(this.#path)} could not be written (${why}).`,
        {
          cause: error,
        },
      );
      this.onFailure(this.#failure);
    }
  }
}

/** Writes a whole file. Throws `HilError`: `usage` for a path that cannot be opened, `bench` for a failed write. */
export function writeOutput(path: string, name: OutputName, text: string): void {
  const file = new OutputFile(path, name);
  file.write(text);
  file.publish();
  file.close();
  if (file.failure !== undefined) throw file.failure;
}

/** Opens the temporary file. An existing one of this process id is a remainder of a killed process. */
function opened(temporary: string, older: Stats | undefined): number {
  rmSync(temporary, { force: true });
  const descriptor = openSync(temporary, 'wx');
  if (older !== undefined) fchmodSync(descriptor, older.mode & PERMISSION_BITS);
  return descriptor;
}

/** Checks that the path still leads to the open file. If it was removed or replaced meanwhile, the text is lost. */
function mustBeAt(descriptor: number, path: string): void {
  const [open, found] = [fstatSync(descriptor), statSync(path, { throwIfNoEntry: false })];
  if (found?.ino !== open.ino || found.dev !== open.dev) throw new Error('it was removed or replaced meanwhile');
}

function refuseSpecial(stats: Stats | undefined): void {
  const kind = stats === undefined ? undefined : specialKindOf(stats);
  if (kind === undefined) return;
  throw new Error(`it is ${kind}; allowed: a regular file or a character device`);
}
