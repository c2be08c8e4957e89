import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { CommandLine, rollerloop } from './command-line.ts';
import { framed, Stranger } from './stranger.ts';

const WIRE = readFileSync(new URL('../../../protocol/WIRE.md', import.meta.url), 'utf8');
const study = scenarioNamed('roller-study');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-serve-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

describe('a served rig', () => {
  test('serves a program written from the wire document, then two runs; removes its link', async () => {
    const link = join(folder, 'rig0');
    const serve = new CommandLine('rig', 'serve', '--link', link, '--unit', '42');
    await serve.says(/is a rig/);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);

    const stranger = await Stranger.at(link);
    await stranger.asks(`${'x'.repeat(199)}\n`, '# rollerloop rig v=1');
    const stat = await stranger.asks(framed('>00.01 STAT'), '<00.01 ');
    expect(framed(stat.slice(0, stat.indexOf('*')))).toBe(`${stat}\n`);
    expect(stat).toMatch(/^<00\.01 ok live=00 last=\w\w stop=none c=0 r=0 n=0 f=0\.0 m=none g=/);
    const tableHash = /HELLO v=1 t=([0-9A-F]{8})/.exec(WIRE)?.[1];
    const hello = await stranger.asks(framed(`>A3.00 HELLO v=1 t=${tableHash}`), '<A3.00 ');
    expect(framed(hello.slice(0, hello.indexOf('*')))).toBe(`${hello}\n`);
    expect(hello).toMatch(/^<A3\.00 ok v=1 t=[0-9A-F]{8} i=42 b=power c=0/);
    const move = await stranger.asks(framed('>A3.01 MOVE from=0 to=5 ms=20'), '<A3.01 ok');
    expect(move).toContain(' c=0 ');
    expect(await stranger.asks('', '!A3.01 DONE to=5 idle=1')).toContain(' c=5 ');
    await stranger.leaves();

    const expected = await runScenario(study, { rig: 'virtual' });
    for (let round = 0; round < 2; round += 1) {
      const { status, stdout, stderr } = await rollerloop('run', 'roller-study', '--rig', link, '--json');
      expect([status, stderr]).toEqual([0, '']);
      const result = JSON.parse(stdout) as Record<string, unknown>;
      expect(result.fingerprint).toBe(expected.fingerprint);
      expect(result.rigIdentity).toMatchObject({ name: link, unitNumber: 42, time: 'wall' });
    }
    serve.interrupt();
    expect(await serve.ended()).toMatchObject({ status: 0, stderr: '' });
    expect(isThere(link)).toBe(false);
  });

  test('replaces a link of a killed predecessor, and never a file', async () => {
    const [stale, file] = [join(folder, 'stale'), join(folder, 'file')];
    symlinkSync('/dev/pts/99999', stale);
    writeFileSync(file, 'mine');
    const serve = new CommandLine('rig', 'serve', '--link', stale);
    await serve.says(/is a rig/);
    const refused = await rollerloop('rig', 'serve', '--link', file);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('a file or folder that is not a link');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    serve.process.kill('SIGTERM');
    expect((await serve.ended()).status).toBe(0);
    expect(isThere(stale)).toBe(false);
  });

  test.each(['virtual', 'emulated'])(
    'removes its link when its terminal hangs up, with the %s engine',
    async (engine) => {
      const link = join(folder, `hung-up-${engine}`);
      const serve = new CommandLine('rig', 'serve', '--link', link, '--engine', engine);
      await serve.says(/is a rig/);
      serve.process.kill('SIGHUP');
      expect(await serve.ended()).toMatchObject({ status: 0, stderr: '' });
      expect(isThere(link)).toBe(false);
    },
  );
});
