import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { HilError } from '../../../../hil/base/hil-error.ts';
import { Bench, type BenchOptions } from '../../../../hil/bench.ts';
import { EmulatedFirmware } from '../../../../hil/firmware/emulated/emulated-firmware.ts';
import { imageOf } from '../../../../hil/firmware/emulated/firmware-image.ts';
import type { UnderTest } from '../../../../hil/open-bench.ts';
import { describeWith } from '../../../needed-tool.ts';
import { firstOf } from '../../../run-count.ts';
import { testPart } from './chip-bed.ts';
import { builtTestFirmware } from './test-firmware.ts';

const opened: Bench[] = [];
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
});

async function benchWith(name: string, defines: readonly string[] = [], more: BenchOptions = {}): Promise<Bench> {
  const path = builtTestFirmware(name, defines);
  const firmware = new EmulatedFirmware(imageOf(readFileSync(path), path), name, testPart);
  const bench = await Bench.open({ rig: 'model', hosted: firmware, ...more });
  opened.push(bench);
  return bench;
}

describeWith('avr-g++', 'a binary in the place of a pump', () => {
  test('turns the rotor, and knows which steps the shaft did not follow', async () => {
    const bench = await benchWith('stepper');
    const heard: string[] = [];
    const { host } = bench.underTest as UnderTest;
    host.onBytes = (bytes) => heard.push(Buffer.from(bytes).toString('latin1'));
    await bench.to('26 s');
    expect(bench.body.drive.commandedSteps()).toBe(103);
    await bench.field({ fieldMt: 1500 });
    await bench.to('40 s');
    await bench.noField();
    await bench.to('80 s');
    expect(heard.join('')).toBe('100 100\n200 144\n300 244\n');
  });

  test('has one fingerprint, also on a rig that plays each step', async () => {
    const fingerprints: string[] = [];
    for (const rig of ['model', 'model', 'loopback'] as const) {
      const bench = await benchWith('stepper', [], { rig });
      await bench.to('20 s');
      await bench.field({ fieldMt: 2.75 });
      await bench.to('60 s');
      fingerprints.push(bench.trace.fingerprint());
    }
    expect(new Set(fingerprints).size).toBe(1);
  });

  const mistakes = [
    [4, 'FIRMWARE_LEFT_PROGRAM'],
    [5, 'FIRMWARE_RESETS'],
    [1, 'FIRMWARE_NEVER_SLEEPS'],
  ] as const;

  test.each(firstOf(2, mistakes))(
    'ends the run by mistake number %i, as a failure of the firmware',
    async (number, code) => {
      const bench = await benchWith('mistake', [`MISTAKE=${number}`]);
      const failure = await bench.to('20 min').catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(HilError);
      expect([(failure as HilError).code, (failure as HilError).fault]).toEqual([code, 'firmware']);
    },
  );
});
