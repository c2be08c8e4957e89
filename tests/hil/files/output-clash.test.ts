import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuseClashes } from '../../../hil/files/output-clash.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-clash-'));
  writeFileSync(join(folder, 'input'), 'precious');
  mkdirSync(join(folder, 'sub'));
  linkSync(join(folder, 'input'), join(folder, 'hard'));
  symlinkSync('input', join(folder, 'soft'));
  symlinkSync('.', join(folder, 'here'));
  symlinkSync('new', join(folder, 'dangling'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const named = (name: string, path: string) => ({ name, path: `${folder}/${path}` });
const refused = (message: string) =>
  expect.objectContaining({ code: 'OUTPUT_CLASH', fault: 'usage', message: expect.stringContaining(message) });

describe('an output', () => {
  test.each(['input', 'hard', 'soft', 'sub/../input', 'here/input', 'here/here/soft'])(
    'that leads to an input by %s is refused',
    (path) => {
      const check = () => refuseClashes([named('--pump', 'input')], [named('--trace', path)]);
      expect(check).toThrow(refused('--trace leads to the same file as --pump, an input'));
    },
  );

  test.each(['new', 'sub/../new', 'here/new', 'dangling'])('that leads to another output by %s is refused', (path) => {
    const check = () => refuseClashes([], [named('--trace', 'new'), named('--junit', path)]);
    expect(check).toThrow(refused('--junit leads to the same file as --trace, another output'));
  });

  test('of its own does not clash, and a device takes several', () => {
    refuseClashes([named('--pump', 'input')], [named('--trace', 'new'), named('--junit', 'other')]);
    const nothing = { name: '--trace', path: '/dev/null' };
    expect(() => refuseClashes([], [nothing, { ...nothing, name: '--junit' }])).not.toThrow();
  });
});

test('ten thousand outputs are compared in a moment, and the last is refused', () => {
  const outputs = Array.from({ length: 10_000 }, (_, index) => named(`--out ${index}`, `sub/${index}`));
  const check = () => refuseClashes(outputs.slice(0, 100), [...outputs.slice(100), named('--junit', 'sub/777')]);
  expect(check).toThrow(refused('--junit leads to the same file as --out 777, another output'));
});
