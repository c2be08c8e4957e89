import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { said } from './said.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-watch-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Hash of the whole trace, with the date in its header. */
const OF_THE_HEADER = /,"evidenceHash":"[0-9a-f]+"/;

/** Runs a scenario in memory. Returns its output, and its trace without date and command line. */
async function traced(name: string, ...options: readonly string[]) {
  const trace = join(folder, `${name}-${options.length}.ndjson`);
  const ended = await said('run', name, '--rig', 'loopback', '--trace', trace, ...options);
  return { ...ended, records: readFileSync(trace, 'utf8').replace(OF_THE_HEADER, '').split('\n').slice(1) };
}

describe('a watched run that writes into a pipe', () => {
  test('prints each event as a line on stderr, without control characters', async () => {
    const { status, stdout, stderr } = await said('run', 'mri-30-min', '--rig', 'model', '--watch');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^PASS {2}mri-30-min/);
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toBe('mri-30-min');
    expect(lines).toContain(' 01:00:00  truth    the rotor is held by the field');
    expect(lines).toContain(' 01:17:02  pump     writes to its event log, line 1: motor stall');
    expect([...stderr].every((character) => character === '\n' || character >= ' ')).toBe(true);
  });

  test.each(['roller-study-in-field', 'prometra-scan-with-drug'])('leaves the run of %s as it is', async (name) => {
    const [unseen, watched] = [await traced(name), await traced(name, '--watch')];
    expect(watched.records).toEqual(unseen.records);
    expect(watched.records.at(-2)).toMatch(/"fingerprint":.*"rigHash":/);
    expect(watched.stdout).toBe(unseen.stdout);
    expect(unseen.stderr).toBe('');
  });

  test('shows each effect once if a hand holds the magnet', async () => {
    const { stderr } = await said('run', 'mri-by-hand', '--rig', 'loopback', '--watch');
    expect(stderr.match(/rotor is held/g)).toHaveLength(1);
  });
});

describe('--watch with an option that contradicts it', () => {
  test.each([
    [['--json'], '`--watch` with `--json`; allowed: `--watch`, which shows the run, or `--json`'],
    [['--json-lines'], '`--watch` with `--json-lines`; allowed: `--watch`, which shows the run, or `--json-lines`'],
    [['--quiet'], '`--watch` with `--quiet`; allowed: `--watch`, which shows the run, or `--quiet`'],
    [['--jobs', '2'], '`--watch` with `--jobs 2`; allowed: `--jobs 1`'],
  ])('%j is refused, and nothing runs', async (options, message) => {
    const { status, stdout, stderr } = await said('run', 'roller-study', '--watch', ...options);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Nothing was run.');
  });
});
