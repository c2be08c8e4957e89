import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { builtReference } from '../../firmware-sim/reference/reference-build.ts';
import { describeWith } from '../../needed-tool.ts';
import { longTest } from '../../run-count.ts';
import { BIN } from '../commands/command-line.ts';
import { said } from '../commands/said.ts';
import { builtSketch, outputOf } from '../sketch/sketch-build.ts';

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

/** Starts a run that waits for GDB. `ended` gives all that it prints. */
async function heldRun(args: readonly string[], target: string): Promise<{ port: number; ended: Promise<string> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [BIN, ...args, '--gdb', `${target}:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let run = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => {
      run += bytes;
    });
  const ended = once(child, 'close').then(() => run);
  await once(child.stderr, 'data');
  return { port, ended };
}

/** Runs a scenario under GDB with these commands. Returns what both printed. */
async function debugged(
  commands: readonly string[],
  target = 'firmware',
  args: readonly string[] = call,
  program = elf,
): Promise<{ readonly run: string; readonly gdb: string }> {
  const { port, ended } = await heldRun(args, target);
  const all = ['set confirm off', `target remote 127.0.0.1:${port}`, ...commands];
  const gdb = outputOf('avr-gdb', ['-q', '-batch', '-nx', ...all.flatMap((one) => ['-ex', one]), program]);
  return { run: await ended, gdb };
}

/** Connects, sends, and resolves with the first bytes that come; with '' if the connection ends before. */
async function firstBytes(socket: Socket, text: string): Promise<string> {
  socket.on('error', () => undefined);
  socket.write(text);
  const came = new Promise<string>((resolve) => {
    socket.once('data', (bytes) => resolve(bytes.toString()));
    socket.once('close', () => resolve(''));
  });
  return await came;
}

describeWith('avr-gdb', 'GDB in an emulated firmware', () => {
  beforeAll(() => {
    copyFileSync(join(builtReference('avr'), 'reference.elf'), elf);
    copyFileSync(join(reference, 'reference.hex'), hex);
    copyFileSync(join(reference, 'firmware.json'), join(folder, 'firmware.json'));
  });

  test('stops at a function, reads, steps, and leaves the fingerprint as it is', async () => {
    const short = ['run', 'roller-study', ...call.slice(2)];
    const commands = ['break motor_look', 'continue', 'print missed', 'stepi', 'print $pc > 0x100', 'delete', 'detach'];
    const { run, gdb } = await debugged(commands, 'firmware', short);
    expect(gdb).toMatch(/Breakpoint 1, motor_look .* at motor\.cpp:\d+/);
    expect(gdb).toMatch(/^\$1 = 0$/m);
    expect(gdb).toMatch(/^\$2 = (1|true)$/m);
    expect(fingerprintIn(run)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintIn(run)).toBe(fingerprintIn((await said(...short)).stdout));
  });

  longTest('stops at the hold by a condition on the counter', async () => {
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

  longTest('stops at watchpoints after a write, a read and an access', async () => {
    const { run, gdb } = await debugged([
      'break main',
      'continue',
      'delete',
      'rwatch missed',
      'continue',
      'delete',
      'awatch missed',
      'continue',
      'delete',
      'watch missed if missed == 1',
      'continue',
      'delete',
      'detach',
    ]);
    expect(gdb).toMatch(/Hardware read watchpoint 2: missed\n\nValue = 0\n/);
    expect(gdb).toMatch(/Hardware access \(read\/write\) watchpoint 3: missed/);
    expect(gdb).toMatch(/Hardware watchpoint 4: missed\n\nOld value = 0\nNew value = 1\n/);
    expect(run).toContain('GDB has left; the run goes on without it');
    expect(fingerprintIn(run)).toBe(fingerprintIn((await said(...call)).stdout));
  });

  longTest(
    'ignores a client that is no debugger, refuses a second one, and goes on when the first vanishes',
    async () => {
      const { port, ended } = await heldRun(call, 'firmware');
      const garbage = connect(port, '127.0.0.1');
      garbage.end('GET / HTTP/1.1\r\n\r\n');
      await once(garbage.resume(), 'close');
      const flood = connect(port, '127.0.0.1');
      expect(await firstBytes(flood, 'x'.repeat(20_000))).toBe('');
      const first = connect(port, '127.0.0.1');
      expect(await firstBytes(first, '$?#00')).toBe('-');
      expect(await firstBytes(first, '$?#3f')).toMatch(/^\+/);
      expect(await firstBytes(connect(port, '127.0.0.1'), '$?#3f')).toBe('');
      first.destroy();
      const run = await ended;
      expect(run).toContain('GDB has left; the run goes on without it');
      expect(fingerprintIn(run)).toBe(fingerprintIn((await said(...call)).stdout));
    },
  );

  longTest('looks into the sketch of the emulated rig, and leaves its traffic as it is', async () => {
    const sketch = builtSketch(join(folder, 'sketch'));
    const args = ['run', 'mri-30-min', '--rig', 'emulated', '--sketch', sketch];
    const commands = ['break motion_driven', 'continue', 'stepi', 'delete', 'monitor reset', 'break main', 'continue'];
    const { gdb } = await debugged([...commands, 'delete', 'kill'], 'rig', args, sketch);
    expect(gdb).toMatch(/Breakpoint 1\S*, motion_driven \(\) at motion\.cpp:\d+/);
    expect(gdb).toMatch(/Breakpoint 2, main/);
    const traced = ['--json'];
    const watched = await debugged([...commands.slice(0, 4), 'detach'], 'rig', [...args, ...traced], sketch);
    const plain = (await said(...args, ...traced)).stdout;
    const hashIn = (text: string): string | undefined => /"rigHash":"(\w+)"/.exec(text)?.[1];
    expect(hashIn(watched.run)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashIn(watched.run)).toBe(hashIn(plain));
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
    [
      'a rig without a chip',
      [...call, '--gdb', 'rig:3333'],
      /`--gdb rig:PORT` on the rig "model"; allowed: `--rig emulated --sketch FILE.elf`/,
    ],
    [
      'a sketch without symbols',
      ['run', 'mri-30-min', '--rig', 'emulated', '--gdb', 'rig:3333'],
      /`--gdb rig:PORT` without the symbols of the sketch; allowed: `--rig emulated --sketch/,
    ],
    ['another chip', [...call, '--gdb', 'pump:3333'], /`--gdb` "pump:3333"; allowed: firmware:PORT or rig:PORT/],
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
