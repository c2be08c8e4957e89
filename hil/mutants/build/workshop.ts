import { join } from 'node:path';
import type { Mutant, MutatedFirmware } from '../data/mutant.ts';
import type { RunnerJob } from '../run/run-report.ts';
import { writeRunner, writeRunnerWithHex } from './runner-bundle.ts';
import { SketchBuild } from './sketch-hex.ts';

/** A program that runs scenarios, and the rig and firmware that it runs them on. */
export interface BuiltRunner {
  readonly runner: string;
  readonly choice: Pick<RunnerJob, 'rig' | 'firmware'>;
}

/** Builds a firmware with a mistake, or without one if `mutant` is undefined. */
export type Workshop = (mutant: Mutant | undefined) => Promise<BuiltRunner>;

/** Returns the workshop of a firmware. It writes into `folder`. */
export function workshopOf(firmware: MutatedFirmware, folder: string): Workshop {
  return workshops[firmware](folder);
}

const workshops: Readonly<Record<MutatedFirmware, (folder: string) => Workshop>> = {
  model: (folder) => async (mutant) => {
    const runner = await writeRunner(join(folder, `${mutant?.id ?? 'unchanged'}.js`), mutant);
    return { runner, choice: { rig: 'model' } };
  },
  sketch: (folder) => {
    const choice = { rig: 'emulated' };
    let build: SketchBuild | undefined;
    let withMutant: Promise<string> | undefined;
    return async (mutant) => {
      if (mutant === undefined) return { runner: await writeRunner(join(folder, 'unchanged-board.js')), choice };
      build ??= new SketchBuild(folder);
      const hex = build.hexOf(mutant);
      withMutant ??= writeRunnerWithHex(join(folder, 'other-hex.js'), hex);
      return { runner: await withMutant, choice };
    };
  },
};
