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

  /** Removes the file unless an output has replaced it. Returns whether the file was removed. */
  removeUnlessReplaced(): boolean {
    const found = fileIdentityOf(this.#path);
    if (this.#key === undefined || fileKeyOf(found) !== this.#key) return false;
    rmSync(found.path, { force: true });
    return true;
  }
}
