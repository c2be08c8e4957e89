import { afterAll, expect, test } from 'vitest';
import { newWorkFolder, removeWorkFolder } from '../../../hil/mutants/build/work-folder.ts';
import { workshopOf } from '../../../hil/mutants/build/workshop.ts';
import { mutantsFor, withIds } from '../../../hil/mutants/catalogue.ts';
import type { Mutant } from '../../../hil/mutants/data/mutant.ts';
import { Hunt } from '../../../hil/mutants/hunt.ts';
import { describeWith } from '../../needed-tool.ts';

describeWith('avr-g++', 'a mutant of the sketch that no scenario kills', () => {
  const folder = newWorkFolder();
  afterAll(() => removeWorkFolder(folder));

  test('is killed by a row of `rig check`', async () => {
    const hunt = new Hunt({
      firmware: 'sketch',
      workshop: workshopOf('sketch', folder),
      scenarios: ['mri-30-min'],
      checks: ['rig check emulated'],
      isAll: false,
      signal: new AbortController().signal,
    });
    const [listed] = withIds(mutantsFor('sketch'), ['queue-overwrites']);
    const { outcome, kills, runCount } = await hunt.resultOf(listed?.mutant as Mutant);
    expect([outcome, runCount]).toEqual(['killed', 2]);
    expect(kills.map(({ scenario }) => scenario)).toEqual(['rig check emulated']);
    expect(kills[0]?.failedChecks.map(({ name }) => name)).toContain('queued segment, error of its time');
  });
});
