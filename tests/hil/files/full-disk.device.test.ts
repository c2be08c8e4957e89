import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everySo } from '../../run-count.ts';
import { BIN } from '../commands/command-line.ts';

const FILE_KIB_MAX = 8;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-full-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program with stdout in a file of limited size. One write succeeds in part, and the next one fails. */
function limited(out: string, ...args: readonly string[]) {
  const descriptor = openSync(out, out.startsWith('/dev') ? 'r+' : 'w');
  try {
    const command = `ulimit -f ${FILE_KIB_MAX}; exec "$0" "$@"`;
    const argv = ['-c', command, process.execPath, BIN, ...args];
    const { status, stderr } = spawnSync('bash', argv, { stdio: ['ignore', descriptor, 'pipe'], encoding: 'utf8' });
    return { status, stderr };
  } finally {
    closeSync(descriptor);
  }
}

const study = ['run', 'roller-study', '--rig', 'model'];

describe.skipIf(process.platform !== 'linux')('a failed write ends with status 5 and one sentence:', () => {
  const printed: readonly { readonly args: readonly string[] }[] = [
    { args: ['list'] },
    { args: ['list', '--json'] },
    { args: ['lint', 'roller-study'] },
    { args: ['--help'] },
    { args: ['pump', 'show'] },
    { args: ['pump', 'show', 'synchromed-ii', '--json'] },
    { args: study },
    { args: [...study, '--json'] },
  ];
  test.each(everySo(3, printed))('$args into a full disk', ({ args }) => {
    const { status, stderr } = limited('/dev/full', ...args);
    expect(stderr).toBe('error: stdout could not be written (ENOSPC); its output is incomplete.\n');
    expect(status).toBe(5);
  });

  test('a disk that accepts a part of the output', () => {
    const out = join(folder, 'show.json');
    const { status, stderr } = limited(out, 'pump', 'show', 'synchromed-ii', '--json');
    expect(statSync(out).size).toBe(FILE_KIB_MAX * 1024);
    expect(stderr).toBe('error: stdout could not be written (EFBIG); its output is incomplete.\n');
    expect(status).toBe(5);
  });

  const reports = [
    { option: '--trace', more: ['--rig', 'model'], scenarios: ['flex-day'] },
    // The scenario is repeated, so that the report exceeds the size.
    { option: '--junit', more: ['--rig', 'model'], scenarios: new Array<string>(12).fill('roller-study') },
    { option: '--vcd', more: ['--rig', 'emulated'], scenarios: ['roller-study'] },
  ];
  test.each(everySo(3, reports))('$option on a disk that accepts a part of it', ({ option, more, scenarios }) => {
    const { status, stderr } = limited(
      join(folder, 'out.txt'),
      ...['run', ...scenarios, ...more, option, join(folder, 'report')],
    );
    expect(stderr.match(/^error: .*$/gm)?.at(0)).toMatch(/could not be written \(EFBIG\)/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(5);
  });

  test('a run that fails by its input reports that too', () => {
    const { status, stderr } = limited('/dev/full', ...study, './none.yaml');
    expect(stderr).toContain('"./none.yaml" cannot be read (ENOENT).');
    expect(status).toBe(5);
  });
});

describe.skipIf(process.platform !== 'linux')('a redirected stream', () => {
  test('to a file that the run reads or writes is refused, and no trace is begun', () => {
    const path = join(folder, 'same');
    const { status, stderr } = limited(path, ...study, '--trace', path);
    expect(stderr).toContain(`stdout leads to the same file as --trace ${path}, another output`);
    expect([status, statSync(path).size]).toEqual([2, 0]);
  });
});
