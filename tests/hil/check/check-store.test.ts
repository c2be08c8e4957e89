import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench } from '../../../hil/bench.ts';
import { checkStateOf, keepCheck, stateFolder } from '../../../hil/check/check-store.ts';
import { checkRig, type RigCheckResult } from '../../../hil/check/rig-check.ts';
import type { RigIdentity } from '../../../hil/rigs/rig.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-checks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const TABLE = '0123ABCD';
const KEY = '0123456789ab';
const FIRMWARE = 'a test, version 1';
const port = (unitNumber: number, key = KEY, firmware: string | undefined = FIRMWARE): RigIdentity => ({
  name: '/dev/ttyACM0',
  made: 'a test',
  magnet: 'none',
  resolutionDeg: 1,
  time: 'wall',
  unitNumber,
  tableHash: TABLE,
  board: { unitNumber, key, firmware },
});

const NOW = '2026-03-15T12:00:00.000Z';
const CHECKED = '2026-03-12T09:30:00.000Z';

function checked(unitNumber: number, more: Partial<RigCheckResult> = {}): RigCheckResult {
  const row = { value: 1, unit: '', limits: '' };
  const rows = [
    { ...row, name: 'identity', verdict: 'pass' as const },
    { ...row, name: 'field noise', verdict: 'fail' as const },
    { ...row, name: 'encoder calibrated', verdict: 'not decided' as const },
  ];
  const board = { unitNumber, key: KEY, firmware: FIRMWARE };
  const result = {
    rig: '/dev/ttyACM0',
    unitNumber,
    board,
    tableHash: TABLE,
    checkedAt: CHECKED,
    verdict: 'fail' as const,
  };
  return { ...result, rows, roundTrips: [], ...more };
}

describe('the summary of a rig check', () => {
  test('is kept by board, and a later run reports its result and age', () => {
    const path = keepCheck(folder, checked(7));
    expect(JSON.parse(readFileSync(path as string, 'utf8'))).toMatchObject({ unitNumber: 7, verdict: 'fail' });
    expect(readdirSync(join(folder, 'rig-checks'))).toEqual([`unit-7-${KEY}.json`]);
    const state = checkStateOf(port(7), folder, NOW);
    expect(state).toMatchObject({ state: 'checked', ageDays: 3, summary: { counts: { pass: 1, fail: 1 } } });
    expect(state.says).toMatch(
      /^unit 7 \(as \/dev\/ttyACM0\): fail, 1 of 3 checks passed on 2026-03-12, not passed: field noise, encoder calibrated; 3 days old$/,
    );
  });

  test('of another unit does not apply: that unit was never checked', () => {
    expect(checkStateOf(port(8), folder)).toMatchObject({
      state: 'never checked',
      says: expect.stringContaining('unit 8 was never checked here'),
    });
  });

  test('with another calibration, table or configuration is of another board', () => {
    keepCheck(folder, checked(12));
    expect(checkStateOf(port(12, 'ba9876543210'), folder, NOW)).toMatchObject({
      state: 'never checked',
      says: expect.stringContaining('with another table, configuration or calibration'),
    });
  });

  test('with other firmware is of another board; without a banner the number counts', () => {
    keepCheck(folder, checked(13));
    expect(checkStateOf(port(13, KEY, 'sketch, version 2'), folder, NOW)).toMatchObject({
      state: 'never checked',
      says: expect.stringContaining('with other firmware, a test, version 1'),
    });
    const silent = { ...port(13), board: { unitNumber: 13, key: KEY, firmware: undefined } };
    expect(checkStateOf(silent, folder, NOW).state).toBe('checked');
  });

  test('of a board with the shipped unit number is not kept: it counts as never checked', () => {
    const before = readdirSync(join(folder, 'rig-checks'));
    expect(keepCheck(folder, checked(1))).toBeUndefined();
    expect(readdirSync(join(folder, 'rig-checks'))).toEqual(before);
    expect(checkStateOf(port(1), folder, NOW)).toMatchObject({
      state: 'never checked',
      says: expect.stringContaining('it still has the shipped unit number 1'),
    });
  });

  test.each([
    ['2026-04-11T09:30:00.000Z', 'checked', '30 days old'],
    ['2026-04-12T09:30:00.000Z', 'out of date', 'that is 31 days old (limit 30)'],
    ['2026-03-12T09:29:00.000Z', 'out of date', 'in the future'],
  ])('read at %s is %s', (nowIso, state, says) => {
    keepCheck(folder, checked(9));
    expect(checkStateOf(port(9), folder, nowIso)).toMatchObject({ state, says: expect.stringContaining(says) });
  });

  test.each([
    ['', 'not valid JSON'],
    ['{"schema":1', 'not valid JSON'],
    ['[]', 'the whole'],
    [JSON.stringify({ schema: 1 }), 'schema'],
    [JSON.stringify({ schema: 2, unitNumber: 70_000 }), 'unitNumber'],
  ])('that was damaged is reported with its place, and the run goes on: %s', (text, why) => {
    mkdirSync(join(folder, 'rig-checks'), { recursive: true });
    writeFileSync(join(folder, 'rig-checks', `unit-11-${KEY}.json`), text);
    const { state, says } = checkStateOf(port(11), folder);
    expect(state).toBe('unreadable');
    expect(says).toContain(`unit-11-${KEY}.json`);
    expect(says).toContain(why);
  });

  test('of one board does not apply to another with the same firmware', async () => {
    const result = await checkRig('loopback', { turns: 1, drawUnitNumber: () => 40_213 });
    keepCheck(folder, result);
    const bench = await Bench.open({ rig: 'loopback' });
    await bench.close();
    const flashedTheSame = { ...bench.rig.identity, time: 'wall' } as const;
    expect(checkStateOf(flashedTheSame, folder)).toMatchObject({ state: 'never checked' });
    const { board } = flashedTheSame;
    if (board === undefined) throw new Error('a rig behind a line names its board');
    const theChecked = { ...flashedTheSame, board: { ...board, unitNumber: 40_213 } };
    expect(checkStateOf(theChecked, folder)).toMatchObject({
      state: 'checked',
      says: expect.stringMatching(/^unit 40213 \(as loopback\): pass/),
    });
  });

  test('does not apply to a rig that is software of the bench itself', () => {
    keepCheck(folder, checked(14));
    expect(checkStateOf({ ...port(14), time: 'virtual' }, folder).state).toBe('in process');
  });

  test("is stored by option, else by variable, else in the user's state folder", () => {
    const both = { ROLLERLOOP_STATE: '/own', XDG_STATE_HOME: '/xdg' };
    expect(stateFolder('/here', both)).toBe('/here');
    expect(stateFolder(undefined, both)).toBe('/own');
    expect(stateFolder(undefined, { XDG_STATE_HOME: '/xdg' })).toBe(join('/xdg', 'rollerloop'));
    expect(stateFolder(undefined, {})).toMatch(/[/\\]\.local[/\\]state[/\\]rollerloop$/);
  });
});
