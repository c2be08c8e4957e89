import { describe, expect, test } from 'vitest';
import { CommandLine, rollerloop } from './command-line.ts';

describe.concurrent('the program itself', () => {
  test('refuses invalid arguments with one message on stderr and status 2', async () => {
    const { status, stdout, stderr } = await rollerloop('run', 'roller-study', '--speed', 'abc');
    expect(stderr).toContain('Allowed: auto, or a number');
    expect([status, stdout]).toEqual([2, '']);
  });

  test('prints one object with --json and nothing else', async () => {
    const { status, stdout, stderr } = await rollerloop('run', 'roller-study', '--rig', 'virtual', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ scenario: 'roller-study', verdict: 'pass', seed: 1 });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('reports in one sentence that a trace can no longer be written', async () => {
    const { status, stderr } = await rollerloop('run', 'roller-study', '--rig', 'model', '--trace', '/dev/full');
    expect(stderr).toContain('ENOSPC');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(5);
  });

  test('tolerates a reader that closes early', async () => {
    const line = new CommandLine('list');
    line.process.stdout?.destroy();
    expect(await line.ended()).toMatchObject({ status: 0, stderr: '' });
  });
});
