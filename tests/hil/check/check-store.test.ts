import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStateOf, keepCheck, stateFolder } from '../../../hil/check/check-store.ts';
import type { RigCheckResult } from '../../../hil/check/rig-check.ts';
import type { RigIdentity } from '../../../hil/rigs/rig.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-checks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const TABLE = '0123ABCD';
const port = (unitNumber: number, tableHash = TABLE): RigIdentity => ({
  name: '/dev/ttyACM0',
  made: 'a test',
  magnet: 'none',
  resolutionDeg: 1,
  time: 'wall',
  unitNumber,
  tableHash,
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
  const result = { rig: '/dev/ttyACM0', unitNumber, tableHash: TABLE, checkedAt: CHECKED, verdict: 'fail' as const };
  return { ...result, rows, roundTrips: [], ...more };
}

describe('the summary of a rig check', () => {
  test('is kept by unit number, and a later run says what was found and how old it is', () => {
    const path = keepCheck(folder, checked(7));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ unitNumber: 7, verdict: 'fail' });
    expect(readdirSync(join(folder, 'rig-checks'))).toEqual(['unit-7.json']);
    const state = checkStateOf(port(7), folder, NOW);
    expect(state).toMatchObject({ state: 'checked', ageDays: 3, summary: { counts: { pass: 1, fail: 1 } } });
    expect(state.says).toMatch(
      /^fail, 1 of 3 checks passed on 2026-03-12, but not: field noise, encoder calibrated; 3 days old$/,
    );
  });

  test('of another unit says nothing: that one was never checked', () => {
    expect(checkStateOf(port(8), folder)).toMatchObject({
      state: 'never checked',
      says: expect.stringContaining('unit 8 was never checked here'),
    });
  });

  test.each([
    ['2026-04-11T09:30:00.000Z', TABLE, 'checked', '30 days old'],
    ['2026-04-12T09:30:00.000Z', TABLE, 'out of date', 'that is 31 days old (limit 30)'],
    ['2026-03-12T09:29:00.000Z', TABLE, 'out of date', 'in the future'],
    [NOW, 'FFFFFFFF', 'out of date', 'flashed since'],
  ])('read at %s, of a board with table %s, is %s', (nowIso, table, state, says) => {
    keepCheck(folder, checked(9));
    expect(checkStateOf(port(9, table), folder, nowIso)).toMatchObject({ state, says: expect.stringContaining(says) });
  });

  test.each([
    ['', 'no JSON'],
    ['{"schema":1', 'no JSON'],
    ['[]', 'the whole'],
    [JSON.stringify({ schema: 2 }), 'schema'],
    [JSON.stringify({ schema: 1, unitNumber: 70_000 }), 'unitNumber'],
  ])('that was damaged is told with its place, and ends nothing: %s', (text, why) => {
    mkdirSync(join(folder, 'rig-checks'), { recursive: true });
    writeFileSync(join(folder, 'rig-checks', 'unit-11.json'), text);
    const { state, says } = checkStateOf(port(11), folder);
    expect(state).toBe('unreadable');
    expect(says).toContain('unit-11.json');
    expect(says).toContain(why);
  });

  test('does not concern a rig that is software of the bench itself', () => {
    keepCheck(folder, checked(1));
    expect(checkStateOf({ ...port(1), time: 'virtual' }, folder).state).toBe('in process');
  });

  test('lies where the option says, else the variable, else in the state folder of the user', () => {
    const both = { ROLLERLOOP_STATE: '/own', XDG_STATE_HOME: '/xdg' };
    expect(stateFolder('/here', both)).toBe('/here');
    expect(stateFolder(undefined, both)).toBe('/own');
    expect(stateFolder(undefined, { XDG_STATE_HOME: '/xdg' })).toBe(join('/xdg', 'rollerloop'));
    expect(stateFolder(undefined, {})).toMatch(/[/\\]\.local[/\\]state[/\\]rollerloop$/);
  });
});
