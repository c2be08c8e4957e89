import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorkFolder, removeWorkFolder } from '../../../hil/mutants/build/work-folder.ts';
import { workshopOf } from '../../../hil/mutants/build/workshop.ts';
import { mutantsFor, withIds } from '../../../hil/mutants/catalogue.ts';
import type { Mutant, MutatedFirmware } from '../../../hil/mutants/data/mutant.ts';
import { Hunt } from '../../../hil/mutants/hunt.ts';
import { describeWith } from '../../needed-tool.ts';
import { longSuite, longTest } from '../../run-count.ts';

let folder = '';
beforeAll(() => {
  folder = newWorkFolder();
});
afterAll(() => {
  removeWorkFolder(folder);
  expect(existsSync(folder)).toBe(false);
});

function named(firmware: MutatedFirmware, id: string): Mutant {
  return withIds(mutantsFor(firmware), [id])[0]?.mutant as Mutant;
}

function huntOn(firmware: MutatedFirmware, scenarios: readonly string[], isAll = false): Hunt {
  const { signal } = new AbortController();
  return new Hunt({ firmware, workshop: workshopOf(firmware, folder), scenarios, isAll, signal });
}

describe('a mutant of the pump', () => {
  test('is killed by the first scenario whose verdict fails, and no further one runs', async () => {
    const hunt = huntOn('model', ['bolus-over-an-hour', 'mri-30-min', 'second-interrogation']);
    const { outcome, kills, runCount } = await hunt.resultOf(named('model', 'stall-alarm-masked'));
    expect([outcome, runCount]).toEqual(['killed', 2]);
    expect(kills.map(({ scenario }) => scenario)).toEqual(['mri-30-min']);
    expect(kills[0]?.failedChecks).toContainEqual({ name: 'alarm sounds', kind: 'check', requires: ['GIP-3.1.1'] });
  });

  longTest('runs all scenarios if asked to, and names each that fails', async () => {
    const hunt = huntOn('model', ['mri-30-min', 'bolus-over-an-hour', 'stall-takes-its-volume'], true);
    const { kills, runCount } = await hunt.resultOf(named('model', 'stall-not-logged'));
    expect(runCount).toBe(3);
    expect(kills.map(({ scenario }) => scenario)).toEqual(['mri-30-min', 'stall-takes-its-volume']);
  });

  longTest('survives scenarios that do not see it', async () => {
    const { outcome, kills } = await huntOn('model', ['bolus-over-an-hour']).resultOf(
      named('model', 'stall-alarm-masked'),
    );
    expect([outcome, kills]).toEqual(['survived', []]);
  });

  test('a mutant that does not compile is a fault of its data', async () => {
    const mutant = { ...named('model', 'stall-alarm-masked'), id: 'broken', to: 'onStall: (' };
    await expect(huntOn('model', ['mri-30-min']).resultOf(mutant)).rejects.toThrow('"broken" does not compile');
  });

  longTest('a program that hangs ends by its bound, which is no kill', async () => {
    const hang = { ...named('model', 'stall-alarm-masked'), id: 'hang', to: 'onStall: () => { for (;;); },' };
    const hunt = huntOn('model', ['mri-30-min'], false);
    const { outcome } = await hunt.resultOf(hang, 1);
    expect(outcome).toBe('out of time');
  });
});

longSuite(() => {
  describeWith('avr-g++', 'a mutant of the sketch', () => {
    test('runs on the emulated board, and ends the run as a failure of the rig', async () => {
      const hunt = huntOn('sketch', ['mri-30-min']);
      const { outcome, kills } = await hunt.resultOf(named('sketch', 'hold-drives-on'));
      expect(outcome).toBe('killed');
      expect(kills[0]?.failure?.fault).toBe('rig');
    });
  });
});
