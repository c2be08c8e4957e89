import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { frameFault, HEADER_BYTES } from '../../../protocol/line/frame.ts';
import { describeWith } from '../../needed-tool.ts';
import { said } from '../commands/said.ts';

/** The dump has ticks of 100 ps. One of ten thousand is kept: 1 MHz, 8.7 samples per bit at 115200 baud. */
const INPUT = 'vcd:downsample=10000';

describeWith('sigrok-cli', 'sigrok on the waves of an emulated board', () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rollerloop-sigrok-'));
    const outputs = ['--vcd', join(folder, 'waves.vcd'), '--trace', join(folder, 'trace.ndjson')];
    expect((await said('run', 'roller-study', '--rig', 'emulated', ...outputs)).status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const sigrok = (file: string, ...args: readonly string[]): Buffer =>
    execFileSync('sigrok-cli', ['--input-file', join(folder, file), '--input-format', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const decoded = (...more: readonly string[]): Buffer =>
    sigrok('waves.board.vcd', INPUT, '--protocol-decoders', 'uart:rx=rx:tx=tx:baudrate=115200', ...more);
  /** Lines that the UART decoder finds, without banners. */
  const linesOn = (line: 'rx' | 'tx'): readonly string[] =>
    decoded('--protocol-decoder-binary', `uart=${line}`)
      .toString('latin1')
      .split('\n')
      .filter((text) => text !== '' && !text.startsWith('#'));
  const isSealed = (text: string): boolean => frameFault(Buffer.from(text, 'latin1'), text.length) === '';

  test('finds every frame of the wire, with a CRC that fits', () => {
    const [requests, frames] = [linesOn('rx'), linesOn('tx')];
    expect([...requests, ...frames].filter((text) => !isSealed(text))).toEqual([]);
    const verbs = requests.map((text) => text.slice(HEADER_BYTES).split(/[ *]/)[0]);
    expect(verbs).toEqual(expect.arrayContaining(['HELLO', 'CAPS', 'STAT', 'MOVE']));
    const counters = readFileSync(join(folder, 'trace.ndjson'), 'utf8')
      .split('\n')
      .find((line) => line.includes('"e":"wire.counters"'));
    expect(JSON.parse(counters ?? '')).toMatchObject({ linesSent: requests.length, framesGood: frames.length });
    expect(requests.length).toBeGreaterThan(10);
  });

  test('finds no fault on the line', () => {
    expect(decoded('--protocol-decoder-annotations', 'uart=rx-warnings:tx-warnings').toString()).toBe('');
  });

  test('names the pins of the board, and ignores its numbers', () => {
    const shown = sigrok('waves.board.vcd', INPUT, '--show').toString();
    for (const pin of ['step', 'dir', 'coil1', 'rx', 'tx']) expect(shown).toContain(`- ${pin}: logic`);
    expect(shown).not.toContain('rotorDeg');
  });
});
