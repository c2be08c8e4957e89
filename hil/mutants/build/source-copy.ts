import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HilError } from '../../base/hil-error.ts';
import { packagePath } from '../../base/package-root.ts';
import type { Mutant } from '../data/mutant.ts';
import { patchedText } from './patched-text.ts';

const ERROR_LINES_MAX = 8;

/** A copy of source folders in which one mistake at a time is planted and built by a Makefile. */
export class SourceCopy {
  readonly #folder: string;
  readonly #makefile: string;
  #changed: string | undefined;

  /** `parts` are folders of the checkout, which keep their places. The first has the Makefile. */
  constructor(folder: string, parts: readonly [string, ...string[]]) {
    this.#folder = folder;
    this.#makefile = join(folder, parts[0], 'Makefile');
    for (const part of parts) cpSync(packagePath(part), join(folder, part), { recursive: true });
  }

  /**
   * Builds into `out` with a mistake, or without one. Only objects of changed sources are built again. Throws `HilError`
   * MUTANT_UNBUILT (bench).
   */
  build(out: string, mutant?: Mutant): void {
    if (this.#changed !== undefined) this.#write(this.#changed, original(this.#changed));
    this.#changed = mutant?.file;
    if (mutant !== undefined) this.#write(mutant.file, patchedText(original(mutant.file), mutant));
    const { status, stderr, error } = spawnSync('make', ['-s', '-f', this.#makefile, `OUT=${out}`], {
      encoding: 'utf8',
    });
    if (status === 0) return;
    const lines = (error?.message ?? stderr).trim().split('\n').slice(0, ERROR_LINES_MAX).join('\n');
    const what = mutant === undefined ? 'The unchanged firmware' : `The firmware with the mutant "${mutant.id}"`;
    throw new HilError('MUTANT_UNBUILT', 'bench', `${what} does not compile.\n${lines}`, {
      hint: 'The sketch needs the Debian packages gcc-avr, avr-libc, arduino-core-avr and make; the reference firmware needs g++ and make.',
    });
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.#folder, file), text);
  }
}

function original(file: string): string {
  return readFileSync(packagePath(file), 'utf8');
}
