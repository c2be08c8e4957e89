import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOneAndThreeJobs, OUTPUT_FORMS } from './jobs-call.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-all-jobs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(OUTPUT_FORMS)('--jobs gives the same bytes as one job for all scenarios: %s', async (form) => {
  const [one, three] = await inOneAndThreeJobs(folder, ['all'], form);
  expect(three).toEqual(one);
  expect(one.status).toBe(1);
});
