import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HilError } from '../../base/hil-error.ts';
import { packagePath } from '../../base/package-root.ts';
import type { Mutant } from '../data/mutant.ts';
import { patchedText } from './patched-text.ts';

const SKETCH = 'hil/sketch';

/** Builds mutants of the sketch in a copy of its folder. Only the object of a changed source is compiled again. */
export class SketchBuild {
  readonly #sources: string;
  readonly #objects: string;
  #changed: string | undefined;

  constructor(folder: string) {
    this.#sources = join(folder, 'sketch');
    this.#objects = join(folder, 'objects');
    cpSync(packagePath(SKETCH), this.#sources, { recursive: true });
  }

  /** Returns the path of the hex file with a mistake, or of the present sources. Throws `HilError` MUTANT_UNBUILT (bench). */
  hexOf(mutant?: Mutant): string {
    if (this.#changed !== undefined) this.#write(this.#changed, original(this.#changed));
    this.#changed = mutant?.file;
    if (mutant !== undefined) this.#write(mutant.file, patchedText(original(mutant.file), mutant));
    const args = ['-s', '-f', join(this.#sources, 'Makefile'), `OUT=${this.#objects}`];
    const { status, stderr, error } = spawnSync('make', args, { encoding: 'utf8' });
    if (status === 0) return join(this.#objects, 'rig.hex');
    const lines = (error?.message ?? stderr).trim().split('\n').slice(0, 8).join('\n');
    const message = `The sketch${mutant === undefined ? '' : ` with the mutant "${mutant.id}"`} does not compile.\n${lines}`;
    const hint = 'Install the Debian packages gcc-avr, avr-libc, arduino-core-avr and make.';
    throw new HilError('MUTANT_UNBUILT', 'bench', message, mutant === undefined ? { hint } : {});
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.#sources, file.slice(SKETCH.length)), text);
  }
}

function original(file: string): string {
  return readFileSync(packagePath(file), 'utf8');
}
