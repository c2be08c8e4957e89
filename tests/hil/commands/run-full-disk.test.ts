import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunPlan, runJob } from '../../../hil/commands/series/one-run.ts';
import { packedEnd, unpackedEnd } from '../../../hil/commands/series/run-message.ts';
import { DEFAULT_CSV_SIGNALS } from '../../../hil/report/csv-signals.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { said } from './said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-full-disk-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(process.platform !== 'linux')('a full disk', () => {
  test('keeps the verdict of a run whose report it cannot hold', async () => {
    const { status, stdout, stderr } = await said('run', 'mri-30-min', '--rig', 'model', '--html', '/dev/full');
    expect([status, stderr]).toEqual([5, 'error: `--html` "/dev/full" could not be written (ENOSPC).\n']);
    expect(stdout).toContain('PASS  mri-30-min');
  });

  test('keeps the result and the trace of a run whose other files it cannot hold', async () => {
    const files = { trace: 'mri.trace.ndjson', csv: 'mri.csv', html: 'mri.html' };
    for (const name of [files.csv, files.html]) symlinkSync('/dev/full', join(folder, name));
    const plan: RunPlan = {
      choice: { rig: 'model' },
      command: [],
      host: 'here',
      out: { folder, signals: DEFAULT_CSV_SIGNALS, reports: 'all' },
    };
    const end = await runJob({ scenario: scenarioNamed('mri-30-min'), files }, plan, {});
    const sent = unpackedEnd(packedEnd(end));
    for (const one of [end, sent]) {
      expect('failure' in one ? one.failure : one.result.verdict).toBe('pass');
      expect(one.unwritten?.map(({ code, fault, message }) => [code, fault, message])).toEqual(
        [files.csv, files.html].map((name) => [
          'OUT_UNWRITABLE',
          'bench',
          `\`--out\` "${join(folder, name)}" could not be written (ENOSPC).`,
        ]),
      );
      expect([one.ran?.trace, one.ran?.html]).toEqual([files.trace, undefined]);
    }
    expect(readFileSync(join(folder, files.trace), 'utf8')).toContain('"e":"bench.end"');
  });
});
