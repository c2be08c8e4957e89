import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../base/package-root.ts';
import type { Mutant, MutatedFirmware } from '../data/mutant.ts';
import type { RunnerJob } from '../run/run-report.ts';
import { writeRunner, writeRunnerWithHex } from './runner-bundle.ts';
import { SourceCopy } from './source-copy.ts';

/** A program that runs scenarios, and the rig and firmware that it runs them on. */
export interface BuiltRunner {
  readonly runner: string;
  readonly choice: Pick<RunnerJob, 'rig' | 'firmware'>;
}

/** Builds a firmware with a mistake, or without one if `mutant` is undefined. */
export type Workshop = (mutant: Mutant | undefined) => Promise<BuiltRunner>;

/** Returns the workshop of a firmware. It writes into a folder of its own in `folder`. */
export function workshopOf(firmware: MutatedFirmware, folder: string): Workshop {
  return workshops[firmware](join(folder, firmware));
}

const workshops: Readonly<Record<MutatedFirmware, (folder: string) => Workshop>> = {
  model: (folder) => async (mutant) => {
    const runner = await writeRunner(join(folder, `${mutant?.id ?? 'unchanged'}.js`), mutant);
    return { runner, choice: { rig: 'model' } };
  },
  sketch: sketchWorkshop,
  reference: referenceWorkshop,
};

/** The sketch runs on the emulated board. Without a mistake the board runs the committed hex file. */
function sketchWorkshop(folder: string): Workshop {
  const choice = { rig: 'emulated' };
  const out = join(folder, 'build');
  let copy: SourceCopy | undefined;
  let withHex: Promise<string> | undefined;
  return async (mutant) => {
    if (mutant === undefined) return { runner: await writeRunner(join(folder, 'unchanged.js')), choice };
    copy ??= new SourceCopy(folder, ['hil/sketch']);
    copy.build(out, mutant);
    withHex ??= writeRunnerWithHex(join(folder, 'other-hex.js'), join(out, 'rig.hex'));
    return { runner: await withHex, choice };
  };
}

const REFERENCE = 'firmware-sim/reference';

/** The reference firmware is built for this machine, and takes the pump's place. */
function referenceWorkshop(folder: string): Workshop {
  let copy: SourceCopy | undefined;
  let runner: Promise<string> | undefined;
  return async (mutant) => {
    const out = join(folder, mutant === undefined ? 'unchanged' : 'build');
    copy ??= new SourceCopy(folder, [REFERENCE, 'hil/sketch', 'hil/firmware/native']);
    copy.build(out, mutant);
    cpSync(packagePath(join(REFERENCE, 'firmware.json')), join(out, 'firmware.json'));
    runner ??= writeRunner(join(folder, 'runner.js'));
    return { runner: await runner, choice: { rig: 'model', firmware: `native:${join(out, 'pump')}` } };
  };
}
