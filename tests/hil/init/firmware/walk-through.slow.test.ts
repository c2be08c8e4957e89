import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { describeWith } from '../../../needed-tool.ts';
import { rollerloop, WrittenFirmware } from './written-firmware.ts';

/** A mistake of the README: its file, the line, its replacement, and the check that fails. */
const MISTAKE = /In `(.+)`, replace\n\s+`(.+)` by\n\s+`(.+)`\n.*: the check `(.+)` fails\./g;

function mistakes(): readonly (readonly string[])[] {
  const readme = readFileSync(packagePath('hil/init/firmware/skeleton/README.md'), 'utf8');
  return [...readme.matchAll(MISTAKE)].map((match) => match.slice(1));
}

describeWith('cc', 'a firmware that init writes', () => {
  let firmware: WrittenFirmware;
  beforeAll(() => {
    firmware = new WrittenFirmware();
  });
  const program = (): string => `native:${firmware.folder}/build/pump`;
  afterAll(() => firmware.remove());

  test.each(['check', 'sanitize'])('passes its scenario by `make %s`', (target) => {
    const { status, text } = firmware.make(target);
    expect(text).toContain('PASS  stall');
    expect(status).toBe(0);
  });

  test('passes a scenario of the library', () => {
    const { status, text } = rollerloop('run', 'mri-30-min', '--rig', 'model', '--firmware', program());
    expect(text).toContain('PASS  mri-30-min');
    expect(status).toBe(0);
  });

  test('has the verbs that its file lists', () => {
    const { status, text } = rollerloop('firmware', 'show', program());
    expect(text).not.toMatch(/does not know|denied/);
    expect(status).toBe(0);
  });

  test('has three documented mistakes', () => {
    expect(mistakes()).toHaveLength(3);
  });

  test.each(mistakes())('fails with the mistake in %s: %s', (path = '', right = '', wrong = '', check = '') => {
    const file = join(firmware.folder, path);
    const source = readFileSync(file, 'utf8');
    expect(source.split(right)).toHaveLength(2);
    try {
      writeFileSync(file, source.replace(right, wrong));
      const { status, text } = firmware.make('check');
      expect(text).toContain('FAIL  stall');
      expect([...text.matchAll(/^ {2}fail +(.*?):/gm)].map((found) => found[1])).toContain(check);
      expect(status).not.toBe(0);
    } finally {
      writeFileSync(file, source);
    }
  });
});
