import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { describeWith } from '../../../needed-tool.ts';
import { firstOf, longTest } from '../../../run-count.ts';
import { BIN } from '../../commands/command-line.ts';

const ROLLERLOOP = `${process.execPath} ${BIN}`;
const COMPILE_MS_MAX = 60_000;
/** A mistake of the README: its file, the line, its replacement, and the check that fails. */
const MISTAKE = /In `(.+)`, replace\n\s+`(.+)` by\n\s+`(.+)`\n.*: the check `(.+)` fails\./g;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-init-firmware-'));
  rollerloop('init', '--firmware', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

function rollerloop(...args: string[]): { readonly status: number | null; readonly text: string } {
  const ended = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' });
  return { status: ended.status, text: `${ended.stdout}${ended.stderr}` };
}

function make(target: string): { readonly status: number | null; readonly text: string } {
  const ended = spawnSync('make', [target, `ROLLERLOOP=${ROLLERLOOP}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: COMPILE_MS_MAX,
  });
  return { status: ended.status, text: `${ended.stdout}${ended.stderr}` };
}

function mistakes(): readonly (readonly string[])[] {
  const readme = readFileSync(packagePath('hil/init/firmware/skeleton/README.md'), 'utf8');
  return [...readme.matchAll(MISTAKE)].map((match) => match.slice(1));
}

describeWith('cc', 'a firmware that init writes', () => {
  test('passes its scenario', () => {
    const { status, text } = make('check');
    expect(text).toContain('PASS  stall');
    expect(status).toBe(0);
  });

  longTest('passes it under the sanitizers', () => {
    const { status, text } = make('sanitize');
    expect(text).toContain('PASS  stall');
    expect(status).toBe(0);
  });

  longTest('passes a scenario of the library', () => {
    const { status, text } = rollerloop(
      'run',
      'mri-30-min',
      '--rig',
      'model',
      '--firmware',
      `native:${folder}/build/pump`,
    );
    expect(text).toContain('PASS  mri-30-min');
    expect(status).toBe(0);
  });

  test('has the verbs that its file lists', () => {
    const { status, text } = rollerloop('firmware', 'show', `native:${folder}/build/pump`);
    expect(text).not.toMatch(/does not know|denied/);
    expect(status).toBe(0);
  });

  test('has three documented mistakes', () => {
    expect(mistakes()).toHaveLength(3);
  });

  test.each(firstOf(1, mistakes()))(
    'fails with the mistake in %s: %s',
    (path = '', right = '', wrong = '', check = '') => {
      const file = join(folder, path);
      const source = readFileSync(file, 'utf8');
      expect(source.split(right)).toHaveLength(2);
      try {
        writeFileSync(file, source.replace(right, wrong));
        const { status, text } = make('check');
        expect(text).toContain('FAIL  stall');
        expect([...text.matchAll(/^ {2}fail +(.*?):/gm)].map((found) => found[1])).toContain(check);
        expect(status).not.toBe(0);
      } finally {
        writeFileSync(file, source);
      }
    },
  );

  test('is not written a second time', () => {
    const before = readdirSync(folder);
    const { status, text } = rollerloop('init', '--firmware', folder);
    expect(text).toContain(`"${folder}/package.json" exists, and \`init\` overwrites no file; nothing was written.`);
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(before);
  });
});
