import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { CommandLine } from './command-line.ts';
import { framed, Stranger } from './stranger.ts';

const BURST_COUNT = 12_000;
const LF = 0x0a;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-bursts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const anyBytes = (draw: RandomStream, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => draw.bits32() >>> 24);

/**
 * Sends a line end first, which separates the request from noise or a stop. Repeats the request, as a host does: a board
 * answers no faster than requests arrive, so it loses some of a burst and may lose the one after it.
 */
const asked = async (stranger: Stranger, sequence: number): Promise<string> => {
  const head = `00.0${sequence} `;
  return stranger.asksUntil(`\n${framed(`>${head}STAT`)}`, `<${head}ok live=00 `);
};

test.each([
  ['the rig in TypeScript', ['rig', 'serve', '--engine', 'virtual']],
  ['the rig with the sketch', ['rig', 'serve', '--engine', 'emulated']],
  ['the pump', ['pump', 'serve']],
] as const)('%s answers requests after bursts of random bytes', async (name, command) => {
  const link = join(folder, name.replaceAll(' ', '-'));
  const serve = new CommandLine(...command, '--link', link);
  await serve.says(/ is a /);
  const draw = new RandomStream(1, name);
  const stranger = await Stranger.at(link);
  await stranger.asks('', '# rollerloop ');
  for (const burst of [
    new Uint8Array(5000).fill(0x58),
    anyBytes(draw, BURST_COUNT),
    new Uint8Array(BURST_COUNT).fill(0x18),
    new Uint8Array(BURST_COUNT).fill(LF),
    Buffer.from(framed('>A3.01 MOVE from=0 to=9 ms=9').repeat(600), 'latin1'),
  ].entries()) {
    await stranger.says(burst[1]);
    await asked(stranger, burst[0] + 1);
  }
  await stranger.leaves();
  serve.interrupt();
  expect(await serve.ended()).toMatchObject({ status: 0, stderr: '' });
});

test('a reader that does not read loses replies, and the rig runs on', async () => {
  const link = join(folder, 'deaf');
  const serve = new CommandLine('rig', 'serve', '--link', link);
  await serve.says(/ is a /);
  const deaf = await Stranger.at(link);
  deaf.pauses();
  for (let round = 0; round < 20; round += 1) await deaf.says(Buffer.from('stat\n'.repeat(500), 'latin1'));
  await deaf.leaves();
  const stranger = await Stranger.at(link);
  await stranger.asksUntil(`\n${framed('>00.01 STAT')}`, '<00.01 ok live=00 ');
  await stranger.leaves();
  serve.interrupt();
  expect(await serve.ended()).toMatchObject({ status: 0, stderr: '' });
});
