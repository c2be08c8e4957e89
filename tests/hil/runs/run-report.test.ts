import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import { resultsSchema } from '../../../hil/report/results-schema.ts';
import { RunReport } from '../../../hil/runs/run-report.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { parsedXml } from '../xml.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a report of runs', () => {
  test('has no decided run at first, then the worst verdict of its runs', async () => {
    const report = new RunReport({ rig: 'model', command: ['my-tests'] });
    expect(report.exitStatus).toBe(4);
    const study = scenarioNamed('roller-study');
    report.add(study, await runScenario(study, { rig: 'model' }));
    expect(report.exitStatus).toBe(0);
    report.addFailure(study, new HilError('PORT_MISSING', 'link', 'The port /dev/none does not exist.'));
    expect(report.exitStatus).toBe(3);
    const { scenarios, identity } = report.results();
    expect(scenarios.map(({ label, verdict }) => [label, verdict])).toEqual([
      ['roller-study', 'pass'],
      ['roller-study (2)', 'not decided'],
    ]);
    expect(identity.command).toEqual(['my-tests']);
  });

  test('writes results and JUnit, as the command does', async () => {
    const report = new RunReport({ rig: 'model' });
    const study = scenarioNamed('roller-study');
    const result = await runScenario(study, { rig: 'model' });
    report.add(study, result, { startedAt: '2026-01-02T03:04:05.000Z', durationS: 1.5 });
    const [json, xml] = [join(folder, 'results.json'), join(folder, 'junit.xml')];
    report.writeResults(json);
    report.writeJunit(xml);
    const read = resultsSchema.parse(JSON.parse(readFileSync(json, 'utf8')));
    expect(read.scenarios[0]).toMatchObject({ fingerprint: result.fingerprint, verdict: 'pass', durationS: 1.5 });
    const text = readFileSync(xml, 'utf8');
    expect(text).toContain(`tests="${result.measurements.length + 1}" failures="0"`);
    expect(parsedXml(text).name).toBe('testsuites');
  });

  test('names the source that built a scenario as its file', async () => {
    const study = scenarioNamed('roller-study');
    const result = await runScenario(study, { rig: 'model' });
    const report = new RunReport({ rig: 'model' });
    report.add({ ...study, builtAt: { file: 'tests/mine.ts', line: 3, column: 1 } }, result);
    report.add({ ...study, builtAt: null }, result);
    const files = report.results().scenarios.map(({ file }) => file);
    expect(files).toEqual(['tests/mine.ts', 'built scenario roller-study']);
  });

  test('names a file that cannot be written', () => {
    const report = new RunReport();
    const path = join(folder, 'none', 'results.json');
    expect(() => report.writeResults(path)).toThrow(/none\/results\.json/);
    expect(() => report.writeJunit(path)).toThrow(/none\/results\.json/);
  });
});
