import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeWith } from '../../../needed-tool.ts';
import { longTest, runCount } from '../../../run-count.ts';
import { builtReference, referenceFolder } from '../reference-build.ts';
import { type DrawnRun, drawnRun } from './drawn-run.ts';
import { foundRuns } from './found-runs.ts';
import { playedRun } from './played-run.ts';
import { differencesOf } from './run-differences.ts';
import { foreignBed, modelBed } from './wire-bed.ts';

/** The reference firmware looks at the slip sensor 10 ms after a step. */
const TOLERANCE_US = 20_000;
/** The lines of a program take a second on the wire of the chip, so that each program starts its steps later. */
const CHIP_TOLERANCE_US = 20_000_000;
/** A search by hand sets other numbers: `RUNS_SEED=7 RUNS_COUNT=2000`. */
const { RUNS_SEED = '1', RUNS_COUNT, RUNS_ON_CHIP } = process.env;

describeWith('g++', 'a run under the model and under the reference firmware', () => {
  const differences = async (run: DrawnRun): Promise<readonly string[]> => {
    const firmware = `native:${join(builtReference('all'), 'pump')}`;
    const model = await playedRun(run, modelBed);
    const reference = await playedRun(run, (state) => foreignBed(firmware, state));
    return differencesOf(model, reference, TOLERANCE_US);
  };

  test.each(foundRuns)('has the same course: %s', async (_title, run) => {
    expect(await differences(run)).toEqual([]);
  });

  test('has the same answers, events, tones and rotor, however it is drawn', async () => {
    const property = fc.asyncProperty(drawnRun, async (run) => {
      expect(await differences(run)).toEqual([]);
    });
    const numRuns = Number(RUNS_COUNT ?? runCount({ quick: 4, long: 200 }));
    await fc.assert(property, { seed: Number(RUNS_SEED), numRuns, endOnFailure: true });
  });
});

longTest('a drawn run on the emulated chip has the course of the model', async () => {
  const hex = join(referenceFolder, 'reference.hex');
  const property = fc.asyncProperty(drawnRun, async (run) => {
    const model = await playedRun(run, modelBed);
    const chip = await playedRun(run, (state) => foreignBed(hex, state));
    expect(differencesOf(model, chip, CHIP_TOLERANCE_US)).toEqual([]);
  });
  const numRuns = Number(RUNS_ON_CHIP ?? 8);
  await fc.assert(property, { seed: Number(RUNS_SEED), numRuns, endOnFailure: true });
});
