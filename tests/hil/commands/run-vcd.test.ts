import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { parsedVcd } from '../report/vcd-text.ts';
import { said } from './said.ts';

let folder = '';
const inFolder = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-run-vcd-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('run --vcd', () => {
  test.each(['model', 'loopback'])('writes the signals of the run on %s, and no pins', async (rig) => {
    const path = inFolder(`${rig}.vcd`);
    expect((await said('run', 'mri-30-min', '--rig', rig, '--vcd', path)).status).toBe(0);
    const waves = parsedVcd(readFileSync(path, 'utf8'));
    expect(waves.get('pump_time.true.rotorDeg')?.kind).toBe('real');
    expect(waves.get('pump_time.true.rotor')?.changes.map(({ value }) => value)).toContain('held');
    expect(existsSync(inFolder(`${rig}.board.vcd`))).toBe(false);
  });

  test('writes the pins of an emulated board into a second file', async () => {
    const [path, board] = [inFolder('waves'), inFolder('waves.board.vcd')];
    expect((await said('run', 'roller-study', '--rig', 'emulated', '--vcd', path)).status).toBe(0);
    expect(readFileSync(board, 'utf8')).toContain('$scope module board $end');
    const waves = parsedVcd(readFileSync(path, 'utf8'));
    const boardUs = waves.get('pump_time.board_time.boardUs')?.changes.map(({ value }) => Number(value)) ?? [];
    expect(boardUs.length).toBeGreaterThan(3);
    expect(boardUs).toEqual([...boardUs].sort((a, b) => a - b));
  });

  test('writes the waves of a run that ended early', async () => {
    const path = inFolder('refused.vcd');
    writeFileSync(path, 'older');
    const slow = inFolder('slow.yaml');
    const { text } = scenarioNamed('roller-study');
    writeFileSync(
      slow,
      text.replace(
        '{ after: study, wait: 10 min,',
        '{ at: 10 min, roller study: take, name: again }\n  - { after: study, wait: 10 min,',
      ),
    );
    expect((await said('run', slow, '--rig', 'model', '--vcd', path)).status).toBe(2);
    expect(parsedVcd(readFileSync(path, 'utf8')).has('pump_time.bench.failure')).toBe(true);
  });

  test('is refused before the run for a path that cannot be written', async () => {
    const vcd = (path: string, rig = 'model') => said('run', 'roller-study', '--rig', rig, '--vcd', path);
    const nowhere = inFolder('none/waves.vcd');
    expect(await vcd(nowhere)).toEqual({
      status: 2,
      stdout: '',
      stderr: `error: \`--vcd\` "${nowhere}" cannot be written (ENOENT).\n`,
    });
    const allowed = 'allowed: a regular file or a character device';
    expect((await vcd(folder)).stderr).toBe(
      `error: \`--vcd\` "${folder}" cannot be written (it is a directory; ${allowed}).\n`,
    );
    const board = inFolder('taken.board.vcd');
    mkdirSync(board);
    const taken = await vcd(inFolder('taken.vcd'), 'emulated');
    expect(taken.stderr).toBe(`error: \`--vcd\` "${board}" cannot be written (it is a directory; ${allowed}).\n`);
    expect([taken.status, existsSync(inFolder('taken.vcd'))]).toEqual([2, false]);
  });

  test('is refused if the pins would replace another output', async () => {
    const [path, board] = [inFolder('clash.vcd'), inFolder('clash.board.vcd')];
    const { status, stderr } = await said('run', 'roller-study', '--rig', 'emulated', '--vcd', path, '--trace', board);
    expect([status, stderr]).toEqual([
      2,
      `error: the waves of the board ${board} leads to the same file as --trace ${board}, another output. Nothing was run. Name another file for the output.\n`,
    ]);
  });

  test.skipIf(process.platform !== 'linux')('fails by the bench if the disk is full', async () => {
    const { status, stderr } = await said('run', 'mri-30-min', '--rig', 'model', '--vcd', '/dev/full');
    expect([status, stderr]).toEqual([5, 'error: `--vcd` "/dev/full" could not be written (ENOSPC).\n']);
  });
});
