import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../../../hil/base/package-root.ts';

const HAL = packagePath('hil/firmware/native');
const SKELETON = packagePath('hil/init/firmware/skeleton');

const MISTAKE_HEAD = '#include "pump_hal.h"\n#include <stdio.h>\n#include <stdlib.h>\n';
const WRAPPED_STEP = `void __real_hal_motor_step(void);
void __wrap_hal_motor_step(void) {
  static int steps;
  steps += 1;
  if (steps == 100) mistake();
  __real_hal_motor_step();
}
`;

/** Firmwares in C, compiled for this machine as a user compiles them. */
export class CompiledFirmwares {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rollerloop-native-test-'));
  readonly #objects = new Map<string, string>();
  #count = 0;

  /** Compiles the text of a `main.c`. Returns the path of the program. */
  program(text: string, ...flags: readonly string[]): string {
    this.#count += 1;
    const source = join(this.#folder, `main${this.#count}.c`);
    const program = join(this.#folder, `pump${this.#count}`);
    writeFileSync(source, text);
    const all = ['-std=c11', '-O1', '-Wall', '-Wextra', '-Wconversion', '-Werror', ...flags, '-I', HAL];
    execFileSync('cc', [...all, source, this.#object(join(HAL, 'hal_native.c'), all), '-o', program]);
    return program;
  }

  /** Compiles the firmware of `init --firmware`. At its 100th motor step it runs the statements of a mistake. */
  pumpWith(mistake: string, ...flags: readonly string[]): string {
    this.#count += 1;
    const source = join(this.#folder, `mistake${this.#count}.c`);
    const program = join(this.#folder, `pump${this.#count}`);
    writeFileSync(source, `${MISTAKE_HEAD}static void mistake(void) { ${mistake} }\n${WRAPPED_STEP}`);
    const files = readdirSync(SKELETON).filter((file) => file.endsWith('.c'));
    const sources = [...files.map((file) => join(SKELETON, file)), join(HAL, 'hal_native.c')];
    const all = ['-std=c11', '-g', '-O1', ...flags, '-I', HAL];
    const objects = sources.map((path) => this.#object(path, all));
    execFileSync('cc', ['-Wl,--wrap=hal_motor_step', ...all, source, ...objects, '-o', program]);
    return program;
  }

  /** Compiles a source once for all programs with the same flags. */
  #object(source: string, flags: readonly string[]): string {
    const call = [...flags, '-c', source].join(' ');
    const known = this.#objects.get(call);
    if (known !== undefined) return known;
    const object = join(this.#folder, `part${this.#objects.size}.o`);
    execFileSync('cc', [...flags, '-c', source, '-o', object]);
    this.#objects.set(call, object);
    return object;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
