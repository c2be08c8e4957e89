import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';

/** Prints each change of V8's options, with the command of its process. */
const NOTER = `const v8 = require('node:v8');
v8.setFlagsFromString = (flags) => process._rawDebug(process.argv[2] + ' ' + flags);`;
const BUDGET = '--interrupt-budget=600000';
const isMeasured = process.version.startsWith('v20.');

describe('the options of V8', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-options-'));
  const noter = join(folder, 'noter.cjs');
  writeFileSync(noter, NOTER);
  const changes = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [inject('program'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: `--require ${noter}` },
    });
    expect(status).toBe(0);
    return stderr.split('\n').filter((line) => line !== '');
  };

  afterAll(() => rmSync(folder, { recursive: true }));

  test('delay optimisation in a run and in its other processes', () => {
    const run = ['run', 'roller-study', 'flex-day', '--rig', 'model', '--jobs', '2'];
    const changed = changes(...run).sort();
    expect(changed).toEqual(isMeasured ? [`run ${BUDGET}`, `worker ${BUDGET}`] : []);
  });

  test('stay as they are in other commands', () => {
    expect(changes('list')).toEqual([]);
  });
});
