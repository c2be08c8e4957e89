import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { builtReference } from '../../firmware-sim/reference/reference-build.ts';
import { describeWith } from '../../needed-tool.ts';
import { longTest } from '../../run-count.ts';
import { said } from '../commands/said.ts';
import { builtSketch, outputOf } from '../sketch/sketch-build.ts';

const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
const reference = packagePath('firmware-sim/reference');
const elf = join(folder, 'reference.elf');
const bare = join(folder, 'bare.elf');
const lcov = join(folder, 'lines.lcov');
afterAll(() => rmSync(folder, { recursive: true }));

async function called(...args: readonly string[]): Promise<{ readonly status: number; readonly text: string }> {
  const { status, stdout, stderr } = await said(...args);
  return { status, text: stdout + stderr };
}

const call = ['run', 'mri-30-min', '--rig', 'model', '--firmware', elf];
const fingerprintIn = (text: string): string | undefined => /fingerprint (\w+)/.exec(text)?.[1];

/** Counts of the lines of a source, by line. */
function countsOf(source: string): ReadonlyMap<number, number> {
  const record = readFileSync(lcov, 'utf8')
    .split('end_of_record\n')
    .find((one) => one.includes(`${source}\n`));
  const data = [...(record ?? '').matchAll(/^DA:(\d+),(\d+)$/gm)];
  return new Map(data.map(([, line, count]) => [Number(line), Number(count)]));
}

const lineOf = (path: string, part: string): number =>
  readFileSync(path, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(part)) + 1;

describeWith('avr-g++', 'coverage of the reference firmware', () => {
  beforeAll(() => {
    const built = builtReference('avr');
    for (const name of ['reference.elf', 'reference.hex']) copyFileSync(join(built, name), join(folder, name));
    copyFileSync(join(reference, 'firmware.json'), join(folder, 'firmware.json'));
  });

  test('debug information leaves the hex as it is committed', () => {
    expect(readFileSync(join(folder, 'reference.hex'), 'latin1')).toBe(
      readFileSync(join(reference, 'reference.hex'), 'latin1'),
    );
  });

  test('a run with coverage has the fingerprint of one without, and counts the stall', async () => {
    const covered = await called(...call, '--coverage', lcov);
    expect(covered.status, covered.text).toBe(0);
    const without = await called(...call);
    expect(fingerprintIn(covered.text)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintIn(covered.text)).toBe(fingerprintIn(without.text));
    const motor = join(reference, 'motor.cpp');
    const counts = countsOf(motor);
    expect(counts.get(lineOf(motor, 'missed = follows'))).toBeGreaterThan(100);
    expect(counts.get(lineOf(motor, 'is_stalled = !is_stalled'))).toBe(1);
    const all = [...readFileSync(lcov, 'utf8').matchAll(/^DA:\d+,(\d+)$/gm)].map(([, count]) => Number(count));
    const hit = all.filter((count) => count > 0).length;
    expect(hit).toBeGreaterThan(all.length / 2);
    expect(hit).toBeLessThan(all.length);
  });

  test.each([
    ['no emulated chip', [], /`--coverage` without an emulated chip; allowed: `--firmware FILE.elf`/],
    [
      'a hex',
      ['--firmware', join(folder, 'reference.hex')],
      /`--coverage` with ".*reference.hex"; allowed: `--firmware FILE.elf`/,
    ],
    ['several processes', ['--firmware', elf, '--jobs', '2'], /`--jobs 2` with `--coverage`; allowed: `--jobs 1`/],
    ['another rig', ['--sketch', elf], /on the rig "virtual"; allowed: `--rig emulated`/],
    [
      'a sketch that is a hex',
      ['--rig', 'emulated', '--sketch', join(folder, 'reference.hex')],
      /is no elf file; allowed: an elf/,
    ],
    ['no debug information', ['--firmware', bare], /"\S*bare.elf" has no line tables .* allowed: an elf file with/],
  ])('%s is refused by name, and nothing runs', async (_what, args, message) => {
    if (args.includes(bare)) outputOf('avr-strip', ['-g', '-o', bare, elf]);
    const { status, text } = await called('run', 'mri-30-min', '--coverage', join(folder, 'none.lcov'), ...args);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(message);
    expect(status).toBe(2);
    expect(existsSync(join(folder, 'none.lcov'))).toBe(false);
  });

  longTest('the check of an emulated rig covers the main loop of the sketch', async () => {
    const sketch = builtSketch(join(folder, 'sketch'));
    const { status, text } = await called('rig', 'check', 'emulated', '--sketch', sketch, '--coverage', lcov);
    expect(status, text).toBe(0);
    const path = packagePath('hil/sketch/endpoint.cpp');
    expect([...countsOf(path).values()].filter((count) => count > 0).length).toBeGreaterThan(20);
  });
});

describe('the file', () => {
  describeWith('genhtml', 'in genhtml', () => {
    test('opens without an error', () => {
      outputOf('genhtml', ['--quiet', '--output-directory', join(folder, 'html'), lcov]);
      expect(readFileSync(join(folder, 'html', 'index.html'), 'utf8')).toContain('Lines:');
    });
  });
});
