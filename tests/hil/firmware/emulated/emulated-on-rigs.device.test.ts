import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Bench } from '../../../../hil/bench.ts';
import { EmulatedFirmware } from '../../../../hil/firmware/emulated/emulated-firmware.ts';
import { imageOf } from '../../../../hil/firmware/emulated/firmware-image.ts';
import { describeWith } from '../../../needed-tool.ts';
import { testPart } from './chip-bed.ts';
import { builtTestFirmware } from './test-firmware.ts';

/** Runs the stepper of this folder on a bench through a hold and lost turns. Returns what it sent, and the fingerprint. */
async function run(rig: string) {
  const path = builtTestFirmware('stepper');
  const firmware = new EmulatedFirmware(imageOf(readFileSync(path), path), 'stepper', testPart);
  const bench = await Bench.open({ rig, hosted: firmware });
  const sent: string[] = [];
  try {
    const host = bench.underTest?.host;
    if (host !== undefined) host.onBytes = (bytes) => sent.push(Buffer.from(bytes).toString('latin1'));
    await bench.to('40 s');
    await bench.field({ fieldMt: 1500, azimuthDeg: 90 });
    await bench.to('70 s');
    await bench.noField();
    await bench.to('100 s');
    await bench.field({ fieldMt: 2.75, azimuthDeg: 90 });
    await bench.to('130 s');
    await bench.noField();
    await bench.to('210 s');
    await bench.confirm();
    const { drive } = bench.body;
    const lostSteps = drive.commandedSteps() - Math.round(drive.imposedSteps());
    return { text: sent.join(''), lostSteps, commandedSteps: drive.commandedSteps(), print: bench.trace.fingerprint() };
  } finally {
    await bench.close();
  }
}

describeWith('avr-g++', 'a binary on the emulated chip, on a bench', () => {
  test('counts the steps that the plant followed, with one fingerprint on two rigs', async () => {
    const alone = await run('model');
    expect(alone.commandedSteps).toBe(839);
    const told = alone.text.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
    expect(told[0]).toBe(800);
    expect((told[0] ?? 0) - (told[1] ?? 0)).toBeGreaterThanOrEqual(alone.lostSteps);
    expect((told[0] ?? 0) - (told[1] ?? 0)).toBeLessThanOrEqual(alone.lostSteps + 1);
    expect(await run('loopback')).toEqual(alone);
  });
});
