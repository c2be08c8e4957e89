import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-interrupted-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function interrupted(options: { readonly traceFile?: string }): Promise<unknown> {
  const controller = new AbortController();
  return runScenario(scenarioNamed('roller-study'), {
    rig: 'model',
    signal: controller.signal,
    onBench: () => controller.abort(),
    ...options,
  }).catch((error: unknown) => error);
}

test('an interrupted run mentions the trace only if one was asked for', async () => {
  expect(await interrupted({})).toMatchObject({
    code: 'INTERRUPTED',
    message: 'Interrupted: the motor was halted.',
  });
  expect(await interrupted({ traceFile: join(folder, 'trace.ndjson') })).toMatchObject({
    code: 'INTERRUPTED',
    message: 'Interrupted: the motor was halted, the trace is kept.',
  });
});
