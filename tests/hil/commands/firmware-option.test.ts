import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { said } from './said.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-firmware-option-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scenario = (firmware: string): string => {
  const path = join(folder, 'mine.yaml');
  const pump = '{ product: synchromed-ii, mode: stopped }';
  writeFileSync(
    path,
    `scenario: mine\nsays: Nothing.\nfirmware: ${firmware}\npump: ${pump}\ntimeline: [{ wait: 1 h }]\nexpect: [{ name: off, at: end, value: true.reservoirMl, at least: 1 mL }]\n`,
  );
  return path;
};

describe('the firmware of a call', () => {
  test('that is unknown is refused once, with status 2 and the nearest name', async () => {
    const { status, stderr } = await said('run', 'mri-30-min', 'flex-day', '--rig', 'model', '--firmware', 'modle');
    expect(stderr).toContain(
      'Unknown firmware "modle"; allowed: model, native:PATH, FILE.hex or FILE.elf. Did you mean "model"?',
    );
    expect(stderr.match(/Unknown firmware/g)).toHaveLength(1);
    expect(status).toBe(2);
  });

  test('may be named as the model, which changes nothing', async () => {
    const run = async (...more: readonly string[]) =>
      JSON.parse((await said('run', 'mri-shorter-than-detection', '--rig', 'model', '--json', ...more)).stdout);
    const named = await run('--firmware', 'model');
    expect(named.fingerprint).toBe((await run()).fingerprint);
    expect(named).not.toHaveProperty('firmware');
  });

  test('of a scenario is found beside its file, and `--firmware` replaces it', async () => {
    const path = scenario('native:./build/pump');
    const missing = await said('run', path, '--rig', 'model');
    expect(missing.stderr).toContain(`"${join(folder, 'build/pump')}" is no file of this machine`);
    expect(missing.status).toBe(2);
    expect((await said('run', path, '--rig', 'model', '--firmware', 'model')).status).toBe(0);
  });

  test('of a scenario is checked when the scenario is read', async () => {
    const { stderr } = await said('lint', scenario('modell'));
    expect(stderr).toContain(
      'mine.yaml:3:11: found "modell" for `firmware`; allowed: model, native:PATH, FILE.hex or FILE.elf; did you mean model?',
    );
  });

  test('cannot be shown if it is the model', async () => {
    const { status, stderr } = await said('firmware', 'show', 'model');
    expect(stderr).toContain('The firmware "model" is the bench\'s own and has nothing to start');
    expect(status).toBe(2);
  });
});
