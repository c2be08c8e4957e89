import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { DecodedProgram } from '../../../hil/avr/cpu/decoded-program.ts';
import { ExecutionCounts } from '../../../hil/avr/cpu/execution-counts.ts';
import { flashOf } from '../../../hil/avr/files/hex-file.ts';
import { packagePath } from '../../../hil/base/package-root.ts';

const flash = flashOf(readFileSync(packagePath('hil/sketch/rig.hex'), 'latin1'), 'rig.hex');

/** Folder in which each process leaves its counts for `tests/hil/coverage`; undefined in other test runs. */
const countsFolder = process.env.ROLLERLOOP_SKETCH_COUNTS;
const counts = countsFolder === undefined ? undefined : new ExecutionCounts(flash.length);

/** The sketch as it is flashed. All boards of a test process share it, so that its code is decoded and compiled once. */
export const sketch = { flash, program: new DecodedProgram(flash, undefined, { counts }) } as const;

if (countsFolder !== undefined && counts !== undefined)
  afterAll(() => writeFileSync(join(countsFolder, `${randomUUID()}.json`), JSON.stringify([...counts.words])));
