import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { BIN } from '../commands/command-line.ts';

const WALL_MS_MAX = 30_000;

/** The real command, with its output into a pipe. */
function demoThroughAPipe(env: NodeJS.ProcessEnv, program = BIN) {
  return spawnSync(process.execPath, [program, 'demo'], { encoding: 'utf8', timeout: WALL_MS_MAX, env, input: '' });
}

function withoutControlCharacters(text: string): boolean {
  return [...text].every((character) => character === '\n' || character >= ' ');
}

describe('the demo through a pipe', () => {
  // From the source, like `npm start` in a checkout.
  test('shows both studies, ends with status 0 in under 30 s, and asks nothing', () => {
    const { status, stdout, stderr } = demoThroughAPipe(process.env, packagePath('hil/rollerloop.cjs'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/roller-study +outcome PASS, as expected: verdict PASS/);
    expect(stdout).toMatch(/roller-study-in-field +outcome FAIL, as expected: verdict PASS/);
    expect(stdout).toContain('writes to its event log, line 1: motor stall');
    expect(stdout.replaceAll('\n', ' ')).toContain('not a medical device');
  });

  test('has no control character and no line over 80 columns, in a build server as well', () => {
    const { stdout } = demoThroughAPipe({ ...process.env, CI: 'true' });
    expect(withoutControlCharacters(stdout)).toBe(true);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('without a virtual port says so and goes on in memory', () => {
    // Node alone: without stty there is no virtual port.
    const folder = mkdtempSync(join(tmpdir(), 'rollerloop-demo-'));
    try {
      symlinkSync(process.execPath, join(folder, 'node'));
      const { status, stdout } = demoThroughAPipe({ PATH: folder });
      expect(status).toBe(0);
      expect(stdout).toContain('This machine offers no virtual serial port');
      expect(stdout).toMatch(/loopback: the stepper turned by 120\.\d deg/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
