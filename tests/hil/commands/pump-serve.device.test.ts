import { lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLine, rollerloop } from './command-line.ts';
import { framed, Stranger } from './stranger.ts';

const WIRE = readFileSync(new URL('../../../protocol/WIRE.md', import.meta.url), 'utf8');
/** Table hash of the document's second vocabulary. */
const tableHash = /Vocabulary `telemetry`, protocol 1, table hash `([0-9A-F]{8})`/.exec(WIRE)?.[1];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-pump-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** The four digits at the end of a framed text are its CRC, which serves as the checksum of a program. */
const checksumOf = (fields: string): string => framed(fields).trimEnd().slice(-4);

describe('a served pump', () => {
  test('is programmed from the wire document alone, runs faster, and removes its link', async () => {
    const link = join(folder, 'pump0');
    const serve = new CommandLine('pump', 'serve', '--link', link, '--speed', '3600', '--seed', '4711');
    await serve.says(/is a SynchroMed II, 20 mL .*seed 4711, at 3600 times wall speed\. Ctrl-C ends it/);
    const stranger = await Stranger.at(link);
    let sequence = 0;
    const asks = async (body: string): Promise<string> => {
      const at = `5C.0${sequence.toString(16).toUpperCase()}`;
      sequence += 1;
      return stranger.asks(framed(`>${at} ${body}`), `<${at} `);
    };
    await stranger.asks('', '# rollerloop telemetry v=1');
    expect(await asks(`HELLO v=1 t=${tableHash}`)).toMatch(
      /^<5C\.00 ok v=1 t=[0-9A-F]{8} i=4711 b=power s=\d+ d=stopped/,
    );
    expect(await asks('IDENT')).toContain(' model=synchromed-ii sn=4711 ');
    await asks('PROGBEGIN');
    await asks('PROGRATE rate=0.500000');
    await asks('PROGMODE mode=continuous');
    const commit = await asks(`PROGCOMMIT crc=${checksumOf(' mode=continuous rate=0.500000')}`);
    expect(commit).toMatch(/ ok set=0003 s=\d+ d=delivering /);
    expect(framed(commit.slice(0, commit.indexOf('*')))).toBe(`${commit}\n`);
    expect(await asks('PROGCOMMIT crc=0000')).toContain(' err NODRAFT ');
    expect(await asks('STUDY')).toContain(' ok vol=0.010000 rate=24.000000 sec=36.0 ');
    expect(await stranger.asks('', '!5C.01 BOLUSEND b=study cut=0')).toContain(' d=delivering ');
    await stranger.leaves();

    const other = await Stranger.at(link);
    expect(await other.asks(framed(`>77.00 HELLO v=1 t=${tableHash}`), '<77.00 ')).toContain(' d=delivering ');
    expect(await other.asks(framed('>77.01 THERAPY of=pump'), '<77.01 ')).toContain(' mode=continuous r=0.500000 ');
    await other.leaves();
    serve.interrupt();
    expect(await serve.ended()).toMatchObject({ status: 0, stderr: '' });
    expect(isThere(link)).toBe(false);
  });

  test('refuses invalid options by name, and changes no file', async () => {
    const link = join(folder, 'pump1');
    const file = join(folder, 'file');
    writeFileSync(file, 'mine');
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [['--link', link, '--pump', 'synchromed'], 'Did you mean "synchromed-ii"?'],
      [['--link', link, '--speed', '0'], 'Allowed: a number from 0.001 to 1000000.'],
      [['--link', link, '--speed', 'auto'], 'Allowed: a number from 0.001 to 1000000.'],
      [['--link', link, '--seed', '-1'], 'Allowed: a whole number from 0 to 4294967295.'],
      [['--link', file], 'a file or folder that is not a link'],
      [['--link', join(folder, 'none', 'pump')], 'its folder does not exist'],
      [[], "required option '--link <path>' not specified"],
    ];
    const ended = await Promise.all(wrong.map(([args]) => rollerloop('pump', 'serve', ...args)));
    for (const [at, { status, stdout, stderr }] of ended.entries()) {
      expect([status, stdout], stderr).toEqual([2, '']);
      expect(stderr).toContain(wrong[at]?.[1]);
    }
    expect(isThere(link)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('at a million times wall speed reports its log entries, without a session', async () => {
    const link = join(folder, 'pump2');
    const serve = new CommandLine('pump', 'serve', '--link', link, '--speed', '1000000', '--pump', 'synchromed-ii-40');
    await serve.says(/SynchroMed II, 40 mL/);
    const stranger = await Stranger.at(link);
    // At this speed two days take 0.2 s, and may be over before the port is open.
    await stranger.asks(framed('>00.01 EVTS from=01'), '!00.01 LOGGED n=1 at=172800 kind=stopped48');
    serve.process.kill('SIGTERM');
    expect((await serve.ended()).status).toBe(0);
    await stranger.leaves();
  });

  test('removes its link when its terminal hangs up', async () => {
    const link = join(folder, 'hung-up');
    const serve = new CommandLine('pump', 'serve', '--link', link);
    await serve.says(/is a SynchroMed II/);
    serve.process.kill('SIGHUP');
    expect(await serve.ended()).toMatchObject({ status: 0, stderr: '' });
    expect(isThere(link)).toBe(false);
  });
});
