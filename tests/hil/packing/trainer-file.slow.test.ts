import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { trainerFile } from '../../../hil/packing/trainer-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-trainer-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DAMAGED = '<!doctype html>damaged';

test('a checkout builds its trainer page once, and again when a source has changed', () => {
  const page = trainerFile(folder);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('id="rollerloop-engine"');
  expect(statSync(page).size).toBeLessThanOrEqual(600_000);
  writeFileSync(page, DAMAGED);
  expect(trainerFile(folder)).toBe(page);
  expect(readFileSync(page, 'utf8')).toBe(DAMAGED);
  const state = join(folder, 'state.json');
  const { inputs } = JSON.parse(readFileSync(state, 'utf8'));
  expect(inputs).toContain('hil/trainer/page/worker/worker.ts');
  writeFileSync(state, JSON.stringify({ digest: 'that of other sources', inputs }));
  // The build was seen above. A second one would take 2.5 s of CPU time (measured).
  const rebuild = (path: string, sources: string): void => {
    writeFileSync(path, html);
    writeFileSync(sources, JSON.stringify(inputs));
  };
  expect(trainerFile(folder, rebuild)).toBe(page);
  expect(readFileSync(page, 'utf8')).toBe(html);
  expect(JSON.parse(readFileSync(state, 'utf8')).digest).not.toBe('that of other sources');
});

test('a page that cannot be built is refused with what to do', () => {
  const file = join(folder, 'no-folder');
  writeFileSync(file, '');
  expect(() => trainerFile(join(file, 'below'))).toThrow(/^The trainer page cannot be built in .*no-folder.below: /);
});
