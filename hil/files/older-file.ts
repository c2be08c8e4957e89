import { rmSync } from 'node:fs';
import { fileIdentityOf, fileKeyOf } from './file-identity.ts';

/** Regular file that an earlier call left at the path of an output. Without a new output it would look like one. */
export class OlderFile {
  readonly #path: string;
  readonly #key: string | undefined;

  constructor(path: string) {
    this.#path = path;
    const found = fileIdentityOf(path);
    this.#key = found.stats?.isFile() === true ? fileKeyOf(found) : undefined;
  }

  /** Whether no output has replaced the file. */
  get isStillThere(): boolean {
    return this.#key !== undefined && fileKeyOf(fileIdentityOf(this.#path)) === this.#key;
  }

  /** Removes the file unless an output has replaced it. Returns whether the file was removed. */
  removeUnlessReplaced(): boolean {
    if (!this.isStillThere) return false;
    rmSync(fileIdentityOf(this.#path).path, { force: true });
    return true;
  }
}
