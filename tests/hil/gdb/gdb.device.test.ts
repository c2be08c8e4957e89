import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { builtReference } from '../../firmware-sim/reference/reference-build.ts';
import { describeWith } from '../../needed-tool.ts';
import { longTest } from '../../run-count.ts';
import { BIN } from '../commands/command-line.ts';
import { said } from '../commands/said.ts';
import { outputOf } from '../sketch/sketch-build.ts';

const folder = mkdtempSync(join(tmpdir(), 'gdb-'));
const reference = packagePath('firmware-sim/reference');
const elf = join(folder, 'reference.elf');
const hex = join(folder, 'reference.hex');
const call = ['run', 'mri-30-min', '--rig', 'model', '--firmware', elf];
afterAll(() => rmSync(folder, { recursive: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const fingerprintIn = (text: string): string | undefined => /fingerprint (\w+)/.exec(text)?.[1];

/** Runs a scenario under GDB with these commands. Returns what both printed. */
async function debugged(commands: readonly string[]): Promise<{ readonly run: string; readonly gdb: string }> {
  const port = await freePort();
  const child = spawn(process.execPath, [BIN, ...call, '--gdb', `firmware:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let run = '';
  child.stdout.on('data', (bytes) => {
    run += bytes;
  });
  await once(child.stderr, 'data');
  const all = ['set confirm off', `target remote 127.0.0.1:${port}`, ...commands];
  const gdb = outputOf('avr-gdb', ['-q', '-batch', '-nx', ...all.flatMap((one) => ['-ex', one]), elf]);
  await once(child, 'close');
  return { run, gdb };
}

describeWith('avr-gdb', 'GDB in an emulated firmware', () => {
  beforeAll(() => {
    copyFileSync(join(builtReference('avr'), 'reference.elf'), elf);
    copyFileSync(join(reference, 'reference.hex'), hex);
    copyFileSync(join(reference, 'firmware.json'), join(folder, 'firmware.json'));
  });

  test('stops at the hold, reads the counter, steps, and leaves the fingerprint as it is', async () => {
    const { run, gdb } = await debugged([
      'break motor_look if missed == 2',
      'continue',
      'print missed',
      'stepi',
      'print $pc > 0x100',
      'delete',
      'detach',
    ]);
    expect(gdb).toMatch(/Breakpoint 1, motor_look .* at motor\.cpp:\d+/);
    expect(gdb).toMatch(/^\$1 = 2$/m);
    expect(gdb).toMatch(/^\$2 = (1|true)$/m);
    expect(fingerprintIn(run)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintIn(run)).toBe(fingerprintIn((await said(...call)).stdout));
  });

  longTest('monitor reset starts the firmware again with an external reset', async () => {
    const { gdb } = await debugged([
      'break motor_look',
      'continue',
      'delete',
      'monitor reset',
      'break *0',
      'continue',
      'print $pc',
      'kill',
    ]);
    expect(gdb).toMatch(/Breakpoint 2, 0x0+ in __vectors/);
  });

  test.each([
    ['no emulated chip', ['run', 'mri-30-min', '--gdb', 'firmware:3333'], /`--gdb` without an emulated chip; allowed/],
    ['the chip of the rig', [...call, '--gdb', 'rig:3333'], /`--gdb` "rig:3333"; allowed: firmware:PORT/],
    ['a port beyond 65535', [...call, '--gdb', 'firmware:70000'], /a port of 1 to 65535/],
    [
      'a hex',
      ['run', 'mri-30-min', '--firmware', hex, '--gdb', 'firmware:3333'],
      /`--gdb` with "\S*reference.hex"; allowed: `--firmware FILE.elf`/,
    ],
    ['several scenarios', ['run', 'all', '--firmware', elf, '--gdb', 'firmware:3333'], /allowed: one scenario/],
  ])('%s is refused by name, and nothing runs', async (_what, args, message) => {
    const { status, stderr } = await said(...args);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(message);
    expect(status).toBe(2);
  });

  test('a taken port is refused by name, and nothing runs', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = await said(...call, '--gdb', `firmware:${port}`);
    server.close();
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      new RegExp(`port ${port} of 127.0.0.1 cannot be opened \\(EADDRINUSE\\)`),
    );
    expect(status).toBe(2);
  });
});
