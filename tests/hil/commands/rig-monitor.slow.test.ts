import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Bench } from '../../../hil/bench.ts';
import type { BoardIdentity } from '../../../hil/rigs/board-identity.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { CommandLine, rollerloop } from './command-line.ts';
import { type ServedBoard, serveBoard } from './served-board.ts';

let folder = '';
const open: ServedBoard[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-monitor-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const { port } of open.splice(0)) await port.close();
});

async function served(unitNumber?: number): Promise<ServedBoard> {
  const one = await serveBoard(undefined, unitNumber);
  open.push(one);
  return one;
}

test('rig monitor shows a field live, a line a change in a pipe, and ends on Ctrl-C', async () => {
  const { port, board } = await served();
  const monitor = new CommandLine('rig', 'monitor', port.path);
  await monitor.says(/field 0\.0 mT/);
  board.setFieldMt(33);
  // The trip may arrive after the reply that still has 0 mT.
  await monitor.says(/! TRIP on 1/);
  await monitor.says(/field 33\.0 mT .*tripped/);
  monitor.interrupt();
  const { status, stderr } = await monitor.ended();
  expect([status, stderr]).toEqual([0, '']);
});

test('rig monitor --json prints an object a line and ends after its time', async () => {
  const { port } = await served();
  const { status, stdout } = await rollerloop('rig', 'monitor', port.path, '--json', '--seconds', '0.3');
  const [rig, ...readings] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(rig).toMatchObject({ rig: port.path, hasFieldSensor: true, tripMt: 4 });
  expect(readings[0]).toMatchObject({ fieldMt: 0, shaftDeg: 0, stallMode: 'none', events: [] });
  expect(status).toBe(0);
});

test('rig monitor names a port that another program holds', async () => {
  const { port } = await served();
  const first = new CommandLine('rig', 'monitor', port.path);
  await first.says(/field/);
  const { status, stderr } = await rollerloop('rig', 'monitor', port.path);
  expect(stderr).toMatch(/busy: another program holds it/);
  expect(status).toBe(3);
  first.interrupt();
  await first.ended();
});

test('a run on a board with a damaged check on disk says so and goes on', async () => {
  const { port } = await served(7);
  const bench = await Bench.open({ rig: port.path });
  const { key } = bench.rig.identity.board as BoardIdentity;
  await bench.close();
  mkdirSync(join(folder, 'rig-checks'));
  writeFileSync(join(folder, 'rig-checks', `unit-7-${key}.json`), '{"schema":2');
  const options = { rig: port.path, stateFolder: folder };
  const { rigCheck, verdict } = await runScenario(scenarioNamed('roller-study-in-field'), options);
  expect([rigCheck.state, verdict]).toEqual(['unreadable', 'pass']);
});
