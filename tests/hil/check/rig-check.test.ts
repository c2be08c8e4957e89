import { describe, expect, test } from 'vitest';
import { uln2003Bench } from '../../../hil/board/bench-kind.ts';
import { CONFIG_BYTES, eepromImage, sealed } from '../../../hil/board/eeprom-image.ts';
import { checkRig, type RigCheckOptions, type RigCheckResult } from '../../../hil/check/rig-check.ts';

type Line = Parameters<NonNullable<RigCheckOptions['onLine']>>[0];

async function checked(rig: string, spoil?: (line: Line) => void): Promise<RigCheckResult> {
  return await checkRig(rig, { turns: 1, ...(spoil === undefined ? {} : { onLine: spoil }) });
}

function failing({ rows }: RigCheckResult): readonly string[] {
  return rows.filter(({ verdict }) => verdict !== 'pass').map(({ name }) => name);
}

describe('a rig check', () => {
  test.each(['loopback', 'emulated', 'emulated:nema17'])('passes on the sound rig %s, every row of it', async (rig) => {
    const result = await checked(rig);
    expect(failing(result)).toEqual([]);
    expect(result).toMatchObject({ verdict: 'pass', tableHash: expect.stringMatching(/^[0-9A-F]{8}$/) });
    expect(result.rows.length).toBeGreaterThanOrEqual(20);
    expect(result.roundTrips.reduce((sum, { count }) => sum + count, 0)).toBe(200);
  });

  test('the known-bad check fails where holding the shaft does not hold it', async () => {
    const result = await checked('loopback', (line) => line.board?.breakHolds());
    expect(result.verdict).toBe('fail');
    expect(failing(result)).toEqual(['known bad: a forced stall is seen']);
  });

  test('a frozen encoder fails everything that compares, and the known-bad check does not save it', async () => {
    const result = await checked('emulated', (line) => line.emulated?.bench.encoder.freeze());
    expect(result.verdict).toBe('fail');
    expect(failing(result)).toContain('gear ratio, error of a turn');
    expect(failing(result)).toContain('steps against encoder, spread');
  });

  test('a missing magnet is found', async () => {
    const result = await checked('emulated', (line) => magnet(line, 'missing'));
    expect(failing(result)).toContain('encoder and its magnet');
  });

  test('a weak magnet, and another one near the field sensor, are found each by its own row', async () => {
    const result = await checked('emulated', (line) => {
      magnet(line, 'weak');
      line.emulated?.setField({ fieldMt: 30, angleToNormalDeg: 90, azimuthDeg: 0 });
    });
    expect(failing(result)).toContain('encoder gain');
    expect(failing(result)).toContain('field without a magnet');
  });

  test('a calibration is stored in the board, makes it finer, and outlives a reset', async () => {
    let eeprom: Uint8Array | undefined;
    const uncalibrated = (line: Line): void => {
      line.emulated?.eeprom.set(eepromImage(uln2003Bench, { unitNumber: 7, calibrated: false }));
      eeprom = line.emulated?.eeprom;
    };
    const before = await checked('emulated', uncalibrated);
    expect(failing(before)).toEqual(['encoder calibrated']);
    const after = await checkRig('emulated', { turns: 1, calibrate: true, onLine: uncalibrated });
    expect(failing(after)).toEqual([]);
    const spread = ({ rows }: RigCheckResult): number =>
      rows.find(({ name }) => name === 'steps against encoder, spread')?.value as number;
    expect(spread(before)).toBeGreaterThan(1);
    expect(spread(after)).toBeLessThan(0.3);
    const kept = new DataView((eeprom as Uint8Array).buffer);
    expect([kept.getUint32(46, true) > 20_000_000, kept.getUint32(50, true)]).toEqual([true, 7]);
  });

  test('a gear that is not the one the rig believes is found', async () => {
    // The image says 2048 steps a turn, as the box of the motor does.
    const result = await checked('emulated', (line) => {
      const bytes = line.emulated?.eeprom;
      if (bytes === undefined) return;
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      view.setUint32(10, 2048, true);
      view.setUint32(14, 1, true);
      reseal(bytes);
    });
    expect(failing(result)).toContain('gear ratio, error of a turn');
  });

  test('a silent board and an unknown name are failures with a reason, and the model has nothing to check', async () => {
    await expect(checked('loopback', (line) => line.board?.fallSilent())).rejects.toMatchObject({ fault: 'link' });
    await expect(checked('emulatd')).rejects.toMatchObject({ code: 'RIG_UNKNOWN' });
    await expect(checked('emulated:nema18')).rejects.toThrow(/emulated:nema17/);
    await expect(checked('model')).rejects.toMatchObject({ code: 'NOTHING_TO_CHECK', fault: 'usage' });
  });
});

function magnet({ emulated }: Line, state: 'missing' | 'weak'): void {
  if (emulated !== undefined) emulated.bench.encoder.magnet = state;
}

function reseal(bytes: Uint8Array): void {
  sealed(bytes.subarray(0, CONFIG_BYTES));
}
