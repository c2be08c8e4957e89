import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeTrace } from '../../../../hil/judge/judge-trace.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import type { RunResult } from '../../../../hil/scenario/run-result.ts';
import { KeptTraces } from '../../judge/kept-traces.ts';
import { client } from './engine-for-tests.ts';

const engine = client();
let traces: KeptTraces;
let good: { readonly path: string; readonly result: RunResult };
beforeAll(async () => {
  traces = new KeptTraces();
  good = await traces.run(scenarioNamed('mri-30-min'));
});
afterAll(() => traces.remove());

const opened = (path: string) => engine.openTrace(path, readFileSync(path));

describe('a kept trace', () => {
  test('is opened with the records, studies and fingerprint of its run', async () => {
    const { result } = good;
    const open = await opened(good.path);
    if (open.kind !== 'opened') throw new Error(JSON.stringify(open));
    expect(open.summary).toMatchObject({ fingerprint: result.fingerprint, studies: result.studies });
    expect(open.summary.note).toBeUndefined();
    expect(open.facts).toMatchObject({ scenario: 'mri-30-min', seed: 1, product: { id: 'synchromed-ii' } });
    expect(open.records.length).toBe(traces.lines(good.path).length - 2);
  });

  test('has a plan that gives the same run up to its end', async () => {
    const open = await opened(good.path);
    const again = open.kind === 'opened' ? await engine.run(open.plan) : open;
    expect(again.kind === 'ran' && again.summary.fingerprint).toBe(good.result.fingerprint);
  });

  test('is opened up to its cut, with the words of `judge`', async () => {
    const path = traces.file(traces.lines(good.path).slice(0, 20).join('\n'));
    const open = await opened(path);
    const { cut } = judgeTrace(path);
    expect(open).toMatchObject({ kind: 'opened', summary: { note: `${path}: ${cut?.says}.`, endUs: cut?.pumpUs } });
    expect(open.kind === 'opened' && open.records.length).toBeGreaterThan(10);
  });

  test('of a failed run is opened, with the words of `judge`', async () => {
    const path = await traces.failed(scenarioNamed('roller-study'), {
      rig: 'loopback',
      onBench: (bench) => bench.board?.fallSilent(),
    });
    const open = await opened(path);
    expect(open.kind === 'opened' && [open.summary.note]).toEqual([failureOf(path).message]);
    expect(open.kind === 'opened' && open.records.length).toBeGreaterThan(3);
  });

  test.each([
    ['of another version', (text: string) => text.replace('trace/2', 'trace/9'), 'TRACE_VERSION'],
    ['with an edited record', (text: string) => text.replace('"fieldMt":1500', '"fieldMt":1400'), 'TRACE_EDITED'],
    ['with a broken line', (text: string) => text.replace(/\n.+\n/, '\n{"broken\n'), 'TRACE_INVALID'],
    ['without content', () => '', 'TRACE_INVALID'],
  ])('%s is refused with the words of `judge`', async (_what, edit, code) => {
    const text = readFileSync(good.path, 'utf8');
    expect(edit(text)).not.toBe(text);
    const path = traces.file(edit(text));
    const { message, hint } = failureOf(path);
    expect(await opened(path)).toEqual({ kind: 'failed', code, message, ...(hint === undefined ? {} : { hint }) });
  });
});

function failureOf(path: string): { readonly message: string; readonly hint?: string } {
  try {
    judgeTrace(path);
  } catch (error) {
    return error as { readonly message: string };
  }
  throw new Error(`${path} was judged`);
}
