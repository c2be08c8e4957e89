import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Clock } from '../../../protocol/clock.ts';
import { Endpoint } from '../../../protocol/device/endpoint.ts';
import { type RigVocabulary, rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';
import { CommandLine, type Ended, rollerloop } from './command-line.ts';
import { type Inhabitant, type ServedBoard, ServedPort, serveBoard } from './served-board.ts';

const open: { close(): Promise<void> }[] = [];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-port-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function served(before?: Uint8Array): Promise<ServedBoard> {
  const one = await serveBoard(before);
  open.push(one.port);
  return one;
}

async function inhabited(make: (clock: Clock, send: (bytes: Uint8Array) => void) => Inhabitant): Promise<ServedPort> {
  const port = await ServedPort.open(make);
  open.push(port);
  return port;
}

const study = (path: string, ...more: readonly string[]): Promise<Ended> =>
  rollerloop('run', 'roller-study', '--rig', path, '--json', ...more);

function expectFailure(ended: Ended, code: string, says: RegExp | string): void {
  expect(JSON.parse(ended.stdout)).toMatchObject({ verdict: 'not decided', failure: { code, whose: 'link' } });
  expect(ended.stderr).toMatch(says);
  expect(ended.stderr).not.toMatch(/\n\s+at /);
  expect(ended.status).toBe(3);
}

/** A foreign board that replies by the grammar of this wire. */
function foreign(vocabulary: unknown): (clock: Clock, send: (bytes: Uint8Array) => void) => Inhabitant {
  return (clock, send) => {
    const endpoint = new Endpoint<RigVocabulary>({
      clock,
      vocabulary: vocabulary as RigVocabulary,
      send,
      handlers: {},
      state: () => 'ready',
      stopCause: () => 'none',
      report: () => ({
        counterSteps: 0,
        encoderRaw: 0,
        encoderTurn: 0,
        fieldMt: 0,
        stallMode: 'none',
        flags: 0,
        eventNumber: 0,
        deviceUs: 0,
      }),
      onHello: () => undefined,
      onStopBytes: () => undefined,
      identity: { unitNumber: 1, resetCause: 'power', name: 'foreign' },
    });
    endpoint.boot();
    return endpoint;
  };
}

/** Sends noise ten times a second without a line end. */
function noisy(clock: Clock, send: (bytes: Uint8Array) => void): Inhabitant {
  const noise = Uint8Array.from({ length: 200 }, (_, i) => 33 + ((i * 37) % 90));
  const speak = (): void => {
    send(noise);
    clock.at(clock.nowUs() + 100_000, speak);
  };
  clock.at(clock.nowUs() + 1, speak);
  return { receive: () => undefined };
}

describe('a port that cannot be a rig ends with status 3 and one clear message', () => {
  test('because nothing is there, nothing replies, or no rig replies', async () => {
    const mute = await inhabited(() => ({ receive: () => undefined }));
    const noise = await inhabited(noisy);
    const version = await inhabited(foreign({ ...rigVocabulary, version: 2 }));
    const table = await inhabited(
      foreign({ ...rigVocabulary, verbs: { ...rigVocabulary.verbs, PONG: rigVocabulary.verbs.PING } }),
    );
    const [none, silent, garbled, otherVersion, otherTable] = await Promise.all([
      study('/dev/ttyNONE7'),
      study(mute.path),
      study(noise.path),
      study(version.path),
      study(table.path),
    ]);
    expectFailure(none, 'PORT_MISSING', /The port \/dev\/ttyNONE7 does not exist/);
    expectFailure(silent, 'RIG_SILENT', /is silent: no banner within 2.5 s and no reply to STAT/);
    expectFailure(garbled, 'RIG_GARBLED', /sends bytes \(\d+ so far\), but no line/);
    expectFailure(otherVersion, 'RIG_VERSION', /speaks protocol version 2; this bench speaks 1/);
    expectFailure(otherTable, 'RIG_TABLE', /has vocabulary table [0-9A-F]{8}; this bench has/);
  });
});

describe('a port with a rig behind it', () => {
  test('is opened past a line of 10 kB and 200 bytes of noise, and fails with its board', async () => {
    const overlong = Uint8Array.from({ length: 10_240 }, (_, i) => (i === 10_239 ? 10 : 65));
    const noise = Uint8Array.from({ length: 200 }, (_, i) => (i * 97) % 256);
    const [long, short, restarting, silent] = await Promise.all([served(overlong), served(noise), served(), served()]);
    const onMove = async ({ port }: ServedBoard, then: () => unknown): Promise<void> => {
      await port.sees(/ MOVE /);
      await then();
    };
    // The boards run one after the other. This process would serve them too late while many programs start.
    const first = await study(long.port.path);
    const second = await study(short.port.path);
    const [third] = await Promise.all([
      study(restarting.port.path),
      onMove(restarting, () => restarting.board.restart('brown')),
    ]);
    const [fourth] = await Promise.all([study(silent.port.path), onMove(silent, () => silent.board.fallSilent())]);
    expect([first.status, second.status]).toEqual([0, 0]);
    expect(JSON.parse(first.stdout)).toMatchObject({ verdict: 'pass', rigIdentity: { time: 'wall' } });
    expectFailure(third, 'BOARD_RESTARTED', /restarted during the run/);
    expect(restarting.port.heard.slice(restarting.port.heard.lastIndexOf(' MOVE '))).toContain('\x18\x18');
    expectFailure(fourth, 'RIG_STOPPED_ANSWERING', /was sent 10 times within 2 s/);
    expect(restarting.board.outputs).toMatchObject({ moving: false, energised: false });
  });

  test('ends the run at once as a link failure when it disappears', async () => {
    // Runs in this process, because a child would inherit the far end and keep it alive.
    const { port } = await served();
    const running = runScenario(scenarioNamed('roller-study'), { rig: port.path });
    await Promise.all([
      expect(running).rejects.toMatchObject({ code: 'PORT_GONE', fault: 'link' }),
      port.sees(/ MOVE /).then(() => port.close()),
    ]);
  });

  test('is busy for a second run; Ctrl-C halts the first, whose trace is complete', async () => {
    const { port, board } = await served();
    const trace = join(folder, 'interrupted.ndjson');
    const first = new CommandLine('run', 'roller-study', '--rig', port.path, '--speed', '20', '--trace', trace);
    // The first turn, before the run and its trace begin, ends at step 0.
    await port.sees(/ MOVE from=\d+ to=[1-9]/);
    expectFailure(await study(port.path), 'PORT_BUSY', /is busy: another program holds it/);
    expect(board.outputs).toMatchObject({ energised: true, stopCause: 'none' });
    first.interrupt();
    const ended = await first.ended();
    expect(ended).toMatchObject({ status: 130, stdout: '' });
    expect(ended.stderr).toMatch(/^error: Interrupted/);
    expect(port.heard).toContain(' HALT');
    expect(board.outputs).toEqual({ energised: false, moving: false, stallMode: 'none', stopCause: 'none' });
    const lines = readFileSync(trace, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ trace: 'rollerloop', rig: { time: 'wall' } });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: 'rollerloop trace' });
    expect(lines.some((line) => line.includes('"bench.failure"') && line.includes('INTERRUPTED'))).toBe(true);
  });
});
