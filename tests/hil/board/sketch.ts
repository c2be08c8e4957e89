import { readFileSync } from 'node:fs';
import { DecodedProgram } from '../../../hil/avr/cpu/decoded-program.ts';
import { flashOf } from '../../../hil/avr/files/hex-file.ts';
import { packagePath } from '../../../hil/base/package-root.ts';

const flash = flashOf(readFileSync(packagePath('hil/sketch/rig.hex'), 'latin1'), 'rig.hex');

/** The sketch as it is flashed. All boards of a test process share it, so that its code is decoded and compiled once. */
export const sketch = { flash, program: new DecodedProgram(flash) } as const;
