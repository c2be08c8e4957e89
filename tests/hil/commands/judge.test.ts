import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { scenarioText } from '../scenario/language/scenario-text.ts';
import { said } from './said.ts';

let folder = '';
const inFolder = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-judge-command-'));
  for (const name of ['roller-study', 'mri-30-min'])
    await runScenario(scenarioNamed(name), { rig: 'model', traceFile: inFolder(`${name}.ndjson`) });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('judge', () => {
  test('prints what the run printed, and says that it tried no other laws', async () => {
    const { status, stdout, stderr } = await said('judge', inFolder('mri-30-min.ndjson'));
    const run = await said('run', 'mri-30-min', '--rig', 'model');
    const ofLaws = /under the|no verdict changes|^ {6}with /;
    const lines = run.stdout.split('\n').filter((line) => !ofLaws.test(line));
    const notTried =
      '      other laws of detection, recovery or restart were not tried: a trace holds one course of the pump; `rollerloop run` tries them';
    expect(stdout).toContain(`${notTried}\n`);
    expect(stdout.split('\n').filter((line) => line !== notTried)).toEqual(lines);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('prints one object with --json, with the trace and its origin', async () => {
    const path = inFolder('mri-30-min.ndjson');
    const { status, stdout } = await said('judge', path, '--json');
    const run = await said('run', 'mri-30-min', '--rig', 'model', '--json');
    const { measurements, fingerprint, rigHash, pumpHash, scenarioHash, tags } = JSON.parse(run.stdout);
    expect(scenarioHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'rollerloop/judged/1',
      tool: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      scenarioHash,
      tags,
      scenario: 'mri-30-min',
      verdict: 'pass',
      measurements,
      fingerprint,
      rigHash,
      pumpHash,
      trace: path,
      tracedBy: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      startedAt: expect.stringMatching(/^\d{4}-/),
      lawsNotTried: ['detection', 'recovery', 'restart'],
      cut: null,
    });
    expect(status).toBe(0);
  });

  test('says nothing of laws that the run never applied', async () => {
    const { stdout } = await said('judge', inFolder('roller-study.ndjson'));
    expect(stdout).not.toContain('not tried');
  });

  test('judges other expectations of the same run, and fails by them', async () => {
    const text = scenarioNamed('roller-study').text;
    const scenario = inFolder('stricter.yaml');
    writeFileSync(
      scenario,
      `${text.slice(0, text.indexOf('expect:'))}expect:\n  - { name: fails, outcome: fail, of: study }\n`,
    );
    const { status, stdout } = await said('judge', inFolder('roller-study.ndjson'), '--scenario', scenario);
    expect(stdout).toMatch(/^FAIL {2}roller-study/);
    expect(status).toBe(1);
  });

  test('refuses a scenario with another pump or timeline, and one that cannot be read', async () => {
    const trace = inFolder('roller-study.ndjson');
    const other = await said('judge', trace, '--scenario', 'mri-30-min');
    expect(other).toMatchObject({ status: 2, stdout: '' });
    expect(other.stderr).toContain('mri-30-min.yaml differs from ');
    const broken = inFolder('broken.yaml');
    writeFileSync(broken, scenarioText({ pump: '{ product: none }' }));
    expect(await said('judge', trace, '--scenario', broken)).toMatchObject({ status: 2, stdout: '' });
  });

  test('goes on after a trace that it cannot read, and ends with the worst status', async () => {
    const cut = inFolder('cut.ndjson');
    const text = readFileSync(inFolder('mri-30-min.ndjson'), 'utf8');
    writeFileSync(cut, text.slice(0, text.indexOf('"e":"pump.log"') - 20));
    const edited = inFolder('edited.ndjson');
    writeFileSync(edited, text.replace(/"fingerprint":"./, '"fingerprint":"x'));
    const whole = inFolder('roller-study.ndjson');
    const { status, stdout, stderr } = await said('judge', cut, edited, whole);
    expect(stdout).toContain(`NOT DECIDED  mri-30-min (${cut})`);
    expect(stdout).toMatch(
      / cut: the trace is cut after line \d+; judged up to there, and its hashes could not be checked/,
    );
    expect(stdout).toContain(`NOT DECIDED  ${edited}: refused (TRACE_EDITED)`);
    expect(stdout).toContain(`PASS  roller-study (${whole})`);
    expect(stderr).toContain('They do not show who wrote the trace.');
    expect(status).toBe(2);
    expect((await said('judge', cut)).status).toBe(4);
    expect((await said('judge', inFolder('none.ndjson'))).status).toBe(2);
  });

  test('says that the rig or the link failed, with the status of the run', async () => {
    const traceFile = inFolder('failed.ndjson');
    const running = runScenario(scenarioNamed('roller-study'), {
      rig: 'loopback',
      traceFile,
      onBench: (bench) => bench.board?.fallSilent(),
    });
    await expect(running).rejects.toMatchObject({ fault: 'link' });
    const { status, stdout, stderr } = await said('judge', traceFile, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      trace: traceFile,
      verdict: 'not decided',
      failure: { whose: 'link', code: 'RIG_STOPPED_ANSWERING' },
    });
    expect(stderr).toContain('this run ended early, so nothing was judged');
    expect(status).toBe(3);
  });
});
