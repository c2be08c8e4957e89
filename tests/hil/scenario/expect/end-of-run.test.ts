import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeTrace } from '../../../../hil/judge/judge-trace.ts';
import type { Measurement } from '../../../../hil/scenario/checks/measurement.ts';
import { KeptTraces } from '../../judge/kept-traces.ts';
import { read } from '../language/scenario-text.ts';

/*
 * A stall is noticed 17 min after the last entry, in a run that another check extends to 2.5 h. Every check that has no end of
 * its own sees it, in both forms, in the run and in the judge of its trace.
 */

let traces: KeptTraces;
beforeAll(() => {
  traces = new KeptTraces();
});
afterAll(() => traces.remove());

const timeline = ['{ at: 1 h, field: 1.5 T, angle to pump normal: 90 deg, azimuth: 40 deg, name: scan }'];
const EXTENDS = '{ name: extends, whenever: true.rotor held, see: pump.log "motor stall", within: 90 min }';
const open = [
  'during: { from: scan, to: end }, never: pump.log "motor stall"',
  'during: scan, never: pump.log "motor stall"',
  'after: scan, never: pump.log "motor stall"',
  'after: scan, never see: pump.log "motor stall"',
  'during: scan, never see: pump.log "motor stall"',
  'never: pump.log "motor stall"',
  'formula: always (not pump.log "motor stall")',
  'count: pump.log "motor stall", per: 1 h, at most: 0',
  'after: scan, count: pump.log "motor stall", per: 1 h, at most: 0',
].map((keys, i) => `{ name: n${i}, ${keys} }`);

function shown(measurements: readonly Measurement[]): readonly string[] {
  return measurements.map(({ verdict, reason }) => (reason === undefined ? verdict : `${verdict}: ${reason}`));
}

test('checks without an end reach to the end of a run that another check extends', async () => {
  const { path, result } = await traces.run(read({ timeline, expect: [EXTENDS, ...open] }));
  expect(shown(result.measurements)).toEqual(['pass', ...open.map(() => 'fail')]);
  expect(judgeTrace(path).result.measurements).toEqual(result.measurements);
  const windows = result.measurements.map(({ explanation }) => explanation?.window?.toUs);
  expect(new Set(windows.slice(1))).toEqual(new Set([9_000_000_000]));
});

test('a check whose span begins as the run ends is not decided, and says so', async () => {
  const late = open.slice(0, 5);
  const { path, result } = await traces.run(read({ timeline, expect: late }));
  expect(shown(result.measurements)).toEqual(late.map(() => 'not decided: cut'));
  expect(new Set(result.measurements.map(({ note }) => note))).toEqual(
    new Set(['the run ended as the span began, so the check saw nothing']),
  );
  expect(result.measurements[0]?.explanation?.seen).toMatch(/^The run ended at 01:00:00: /);
  expect(judgeTrace(path).result.measurements).toEqual(result.measurements);
});

test('a count of at least some occurrences needs one whole window', async () => {
  const checks = ['{ name: a, count: pump.log, per: 24 h, at least: 1 }'];
  const { result } = await traces.run(read({ timeline, expect: checks }));
  expect(shown(result.measurements)).toEqual(['not decided: cut']);
  expect(result.measurements[0]?.note).toContain('no window of 1 d lies whole');
});

test('a check that begins at a time holds the run until then, in both forms', async () => {
  const checks = [
    '{ name: a, after: 3 h, within: 1 h, holds: pump.rateMlPerDay > 0 mL/day }',
    '{ name: b, after: 3 h, within: 1 h, signal: pump.rateMlPerDay, stays at least: 0.1 mL/day }',
  ];
  for (const check of checks) {
    const { result } = await traces.run(read({ timeline, expect: [check] }));
    expect([check, result.pumpUs, ...shown(result.measurements)]).toEqual([check, 14_400_000_000, 'pass']);
  }
});

test('a cut trace leaves checks without an end open', async () => {
  const checks = [EXTENDS, ...open, '{ name: waits, after: scan, within: 20 h, never see: pump.tone }'];
  const { path } = await traces.run(read({ timeline, expect: checks }));
  const lines = traces.lines(path);
  const before = lines.findIndex((line) => line.includes('"e":"true.rotor"'));
  const cut = judgeTrace(traces.file(`${lines.slice(0, before + 1).join('\n')}\n`));
  expect(new Set(shown(cut.result.measurements))).toEqual(new Set(['not decided: cut']));
});

test('a cut behind the last entry leaves checks without an end open', async () => {
  const check = '{ name: a, after: scan, never: pump.log "motor stall recovery" }';
  const { path, result } = await traces.run(read({ timeline, expect: [EXTENDS, check] }));
  expect(shown(result.measurements)).toEqual(['pass', 'pass']);
  const lines = traces.lines(path);
  const stall = lines.findIndex((line) => line.includes('"e":"pump.log"'));
  const cut = judgeTrace(traces.file(`${lines.slice(0, stall + 1).join('\n')}\n`));
  expect(cut.cut?.pumpUs).toBeGreaterThan(3_600_000_000);
  expect(shown(cut.result.measurements)[1]).toBe('not decided: cut');
});
