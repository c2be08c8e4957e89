import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../../../hil/base/package-root.ts';

const HAL = packagePath('hil/firmware/native');

/** Firmwares in C, compiled for this machine as a user compiles them. */
export class CompiledFirmwares {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rollerloop-native-test-'));
  #count = 0;

  /** Compiles the text of a `main.c`. Returns the path of the program. */
  program(text: string, ...flags: readonly string[]): string {
    this.#count += 1;
    const source = join(this.#folder, `main${this.#count}.c`);
    const program = join(this.#folder, `pump${this.#count}`);
    writeFileSync(source, text);
    const strict = ['-std=c11', '-O1', '-Wall', '-Wextra', '-Wconversion', '-Werror'];
    execFileSync('cc', [...strict, ...flags, '-I', HAL, source, join(HAL, 'hal_native.c'), '-o', program]);
    return program;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
