import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sleepUntilUs, wallNowUs } from '../../../hil/base/wall-clock.ts';
import { CommandLine } from '../commands/command-line.ts';
import { parsedXml } from '../xml.ts';

const POLL_US = 20_000;
const SECONDS = 100;
/** Power-up writes about 20. */
const LINES = 30;
const WAIT_US_MAX = 120_000_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-killed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The pump is read each second of its time, so that the trace grows continuously. */
function busyScenario(): string {
  const path = join(folder, 'busy.yaml');
  const timeline = Array.from({ length: SECONDS }, (_, i) => `  - { at: ${i + 1} s, interrogate: once }`);
  const head =
    'scenario: busy\nsays: The pump is asked all the time.\npump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }\ntimeline:\n';
  writeFileSync(
    path,
    `${head}${timeline.join('\n')}\nexpect:\n  - { name: end, at: 1 h, value: pump.reservoirMl, at most: 20 mL }\n`,
  );
  return path;
}

/** Waits until the run has written this many lines. */
async function grown(path: string, lines: number): Promise<void> {
  const endUs = wallNowUs() + WAIT_US_MAX;
  while (!existsSync(path) || readFileSync(path, 'utf8').split('\n').length <= lines) {
    if (wallNowUs() > endUs) throw new Error(`${path} did not reach ${lines} lines`);
    await sleepUntilUs(wallNowUs() + POLL_US);
  }
}

const recordsOf = (text: string): readonly { readonly t?: number; readonly end?: string }[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { t?: number; end?: string });

describe.concurrent('a run', () => {
  test('that is killed leaves its trace so far readable, under its name', async () => {
    const trace = join(folder, 'killed.ndjson');
    const line = new CommandLine('run', busyScenario(), '--rig', 'loopback', '--speed', '20', '--trace', trace);
    await grown(trace, LINES);
    line.process.kill('SIGKILL');
    expect((await line.ended()).status).toBe('SIGKILL');
    const text = readFileSync(trace, 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    expect(recordsOf(text).length).toBeGreaterThanOrEqual(LINES);
    expect(recordsOf(text).at(-1)).not.toHaveProperty('end');
    expect(readdirSync(folder).filter((name) => name.includes('killed.ndjson'))).toEqual(['killed.ndjson']);
  });

  test('whose terminal closes ends like Ctrl-C: status 130, trace and report complete', async () => {
    const [trace, junit] = [join(folder, 'hup.ndjson'), join(folder, 'hup.xml')];
    const args = ['run', busyScenario(), '--rig', 'loopback', '--speed', '20'];
    const line = new CommandLine(...args, '--trace', trace, '--junit', junit);
    await grown(trace, LINES);
    line.process.kill('SIGHUP');
    const { status, stderr } = await line.ended();
    expect(stderr).toContain('Interrupted: the motor was halted');
    expect(status).toBe(130);
    const text = readFileSync(trace, 'utf8');
    expect(recordsOf(text).at(-1)?.end).toBe('rollerloop trace');
    expect(text).toContain('"INTERRUPTED"');
    const [suite] = parsedXml(readFileSync(junit, 'utf8')).children;
    expect(suite?.children.at(-1)?.children[0]?.attributes.type).toBe('INTERRUPTED');
  });
});
