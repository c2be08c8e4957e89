import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';

/** Files that the parser of options needs. */
const FIRST = [
  'rollerloop.cjs',
  ...(Number.parseInt(process.versions.node, 10) === 20 ? ['compiled-code.cjs'] : []),
  'cli.cjs',
];

describe('the start of the program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-command-line-'));
  const noter = join(folder, 'noter.cjs');
  writeFileSync(
    noter,
    "process.on('exit', () => require('node:fs').writeFileSync(process.env.NOTED, JSON.stringify(Object.keys(require.cache))));",
  );
  /** Names of the CommonJS files that the program loads, in the order of loading. */
  const loaded = (...args: readonly string[]) => {
    const noted = join(folder, 'noted.json');
    const { status, stdout } = spawnSync(process.execPath, ['--require', noter, inject('program'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, NOTED: noted },
    });
    const names = (JSON.parse(readFileSync(noted, 'utf8')) as readonly string[]).map((path) => basename(path));
    return { status, stdout, names: names.filter((name) => name !== basename(noter)) };
  };

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['--help', '--version'])('with %s loads the parser of options alone', (option) => {
    const { status, names, stdout } = loaded(option);
    expect(status).toBe(0);
    expect(stdout).not.toBe('');
    expect(names).toEqual(FIRST);
  });

  test('also works by the path that older scripts call', () => {
    const path = join(dirname(inject('program')), 'rollerloop.js');
    const { status, stdout } = spawnSync(process.execPath, [path, 'show', 'mri-30-min'], { encoding: 'utf8' });
    expect({ status, isShown: stdout.includes('\nscenario: mri-30-min\n') }).toEqual({ status: 0, isShown: true });
    expect(spawnSync(process.execPath, [path, 'rnu']).status).toBe(2);
  });

  test('of a run on the model loads one file more, and no package', () => {
    const { status, names } = loaded('run', 'roller-study', '--rig', 'model');
    expect(status).toBe(0);
    expect(names).toEqual([...FIRST, 'commands.cjs']);
  });

  test('has a first file of 200 kB at most: the parser of options alone', () => {
    const { size } = statSync(join(dirname(inject('program')), '../dist/cli.cjs'));
    expect(size).toBeLessThanOrEqual(200_000);
  });

  test('with a wrong command ends with status 2, and loads no more', () => {
    const { status, names } = loaded('rnu');
    expect(status).toBe(2);
    expect(names).toEqual(FIRST);
  });
});
