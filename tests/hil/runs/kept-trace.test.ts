import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KeptTrace } from '../../../hil/runs/kept-trace.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-kept-'));
  path = join(folder, 'trace.ndjson');
  await runScenario(scenarioNamed('mri-30-min'), { rig: 'model', seed: 5, traceFile: path });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a kept trace', () => {
  test('names its run and the meaning of its signals', () => {
    const trace = new KeptTrace(path);
    expect(trace.run).toMatchObject({ scenario: 'mri-30-min', product: 'synchromed-ii', seed: 5 });
    expect(trace.signals.find(({ name }) => name === 'true.deliveredMl')).toMatchObject({ unit: 'mL' });
  });

  test('gives the value of a signal at a time with a unit, or in microseconds', () => {
    const trace = new KeptTrace(path);
    const early = trace.valueAt('pump.rateMlPerDay', '30 min');
    expect(early).toBeGreaterThan(0);
    expect(trace.valueAt('pump.rateMlPerDay', 1_800_000_000)).toBe(early);
    expect(() => trace.valueAt('pump.rateMlPerDay', '30 mn' as never)).toThrow(/^time: found "30 mn"; allowed: /);
    expect(() => trace.valueAt('pump.rate', '1 s')).toThrow(/there is no signal "pump\.rate"/);
  });

  test('reads its records in order of time', () => {
    const records = [...new KeptTrace(path).records()];
    expect(records.length).toBeGreaterThan(10);
    const times = records.map(({ t }) => t);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('refuses a file that is no trace', () => {
    const other = join(folder, 'other');
    writeFileSync(other, '{}\n');
    expect(() => new KeptTrace(other)).toThrow(/other:1/);
  });
});
