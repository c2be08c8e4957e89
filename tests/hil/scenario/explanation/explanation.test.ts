import { describe, expect, test } from 'vitest';
import { explanationLines } from '../../../../hil/scenario/explanation/explanation-lines.ts';
import { resultOf } from './failing-scenario.ts';

/** A check that does not pass, and the lines that explain it without the last line, its assumptions. */
const planted: readonly (readonly [check: string, lines: readonly string[]])[] = [
  [
    '{ name: a, during: scan, signal: true.rotorDeg, changes at most: 0.1 deg }',
    [
      'planted.yaml:11:5, from 01:00:00 to 01:59:59.999999',
      'decided by: true.rotorDeg changes at most 0.1 deg, from 01:00:00 to 01:59:59.999999',
      'seen: true.rotorDeg was 249 deg at 00:59:59.999999 and 249.334 deg at 01:59:59.999999.',
      'before: 01:00:00 in.field (fieldMt 1500, angleToNormalDeg 90); 01:00:00 true.rotor "held"; 01:20:00 bench.entry "roller study, films"',
      'after: 02:00:00 bench.entry "field off, out"; 02:00:00 in.field (fieldMt 0); 02:00:00 true.rotor "turning"',
      'would pass: at most 0.3342 deg',
    ],
  ],
  [
    '{ name: b, after: scan, within: 5 min, see: pump.log "motor stall" }',
    [
      'planted.yaml:12:5, from 01:00:00 to 01:05:00',
      'decided by: pump.log "motor stall", from 01:00:00 to 01:05:00',
      'seen: pump.log has no entry from 01:00:00 to 01:05:00. It came at 01:17:02.400.',
      'before: 01:00:00 bench.entry "field, scan"; 01:00:00 in.field (fieldMt 1500, angleToNormalDeg 90); 01:00:00 true.rotor "held"',
      'after: 01:17:02.400 pump.log "motor stall"; 01:20:00 bench.entry "roller study, films"; 02:00:00 bench.entry "field off, out"',
      'would pass: within 17.04 min',
    ],
  ],
  [
    '{ name: c, after: scan, within: 1 h, never see: pump.log "motor stall" }',
    [
      'planted.yaml:13:5, from 01:00:00 to 02:00:00',
      'decided by: pump.log "motor stall", at 01:17:02.400',
      'seen: pump.log "motor stall" occurred, at 01:17:02.400.',
      'before: 01:00:00 in.field (fieldMt 1500, angleToNormalDeg 90); 01:00:00 true.rotor "held"; 01:17:02.400 pump.log "motor stall"',
      'after: 01:20:00 bench.entry "roller study, films"; 02:00:00 bench.entry "field off, out"; 02:00:00 in.field (fieldMt 0)',
      'would pass: within 1022 s',
    ],
  ],
  [
    '{ name: d, when: pump.tone non-critical, within: 1 s, see: pump.alarm cleared }',
    [
      'planted.yaml:14:5',
      'seen: pump.tone "non-critical" never occurred before the run ended at 2 d 00:00:00. The last ones of pump.tone were pump.tone "critical" at 01:57:02.400, pump.tone "critical" at 02:07:02.400, pump.tone "critical" at 02:17:02.400.',
      'before: 02:17:02.400 pump.tone "critical"; 02:17:07.200 pump.alarm "critical, motor stall, cleared"; 03:00:00 bench.entry "bolus, extra"',
      'would pass: `may never happen: yes`, if the event need not occur',
    ],
  ],
  [
    '{ name: e, at: end, value: true.undeliveredMl, between: [0.4 uL, 1.4 uL] }',
    [
      'planted.yaml:15:5, at 2 d 00:00:00',
      'decided by: true.undeliveredMl 0.0004 mL to 0.0014 mL, at 2 d 00:00:00',
      'seen: true.undeliveredMl was 0.0306805 mL at 2 d 00:00:00.',
      'before: 02:00:00 in.field (fieldMt 0); 02:00:00 true.rotor "turning"; 03:00:00 bench.entry "bolus, extra"',
      'would pass: at most 0.03069 mL',
    ],
  ],
  [
    '{ name: f, signal: true.undeliveredMl, stays at most: 2 uL }',
    [
      'planted.yaml:16:5, from 00:00:00 to 2 d 00:00:00',
      'decided by: true.undeliveredMl stays at most 0.002 mL, at 02:00:00',
      'seen: true.undeliveredMl was 0 mL at 00:00:00 and 0.0306805 mL at 2 d 00:00:00, with 0.0308876 mL at 02:00:00 between.',
      'before: 02:00:00 bench.entry "field off, out"; 02:00:00 in.field (fieldMt 0); 02:00:00 true.rotor "turning"',
      'after: 03:00:00 bench.entry "bolus, extra"',
      'would pass: at most 0.03099 mL',
    ],
  ],
  [
    '{ name: g, films fit: 120 deg, of: films }',
    [
      'planted.yaml:17:5',
      'decided by: study films, at 01:20:00',
      'seen: The rotor turned 0 deg of the commanded 120 deg, with a tolerance of 3 deg: outcome fail. The still films fit -360, -180, 0, 180, 360 deg and read as fail. They do not show: The cause: a magnet now or shortly before, bound gears, an occlusion and a broken motor look alike. Read the event log, and repeat the study away from any magnet. Direction and number of turns: equal rollers leave the same films for each angle that fits.',
      'before: 01:00:00 in.field (fieldMt 1500, angleToNormalDeg 90); 01:00:00 true.rotor "held"; 01:20:00 bench.entry "roller study, films"',
      'after: 02:00:00 bench.entry "field off, out"; 02:00:00 in.field (fieldMt 0); 02:00:00 true.rotor "turning"',
      'would pass: `films fit` with one of -360, -180, 0, 180, 360 deg',
    ],
  ],
  [
    '{ name: h, after: extra, refused: mode }',
    [
      'planted.yaml:18:5',
      'decided by: refused: mode, at 03:00:00',
      'seen: The pump accepted the entry "extra" at 03:00:00. Then came pump.bolus "start, single bolus" at 03:00:00.',
      'before: 02:00:00 in.field (fieldMt 0); 02:00:00 true.rotor "turning"; 03:00:00 bench.entry "bolus, extra"',
    ],
  ],
  [
    '{ name: i, whenever: true.rotor held, see: pump.log "motor stall", within: 10 min }',
    [
      'planted.yaml:19:5, from 01:00:00 to 01:10:00',
      'decided by: pump.log "motor stall", from 01:00:00 to 01:10:00',
      'seen: pump.log has no entry from 01:00:00 to 01:10:00. It came at 01:17:02.400.',
      'before: 01:00:00 bench.entry "field, scan"; 01:00:00 in.field (fieldMt 1500, angleToNormalDeg 90); 01:00:00 true.rotor "held"',
      'after: 01:17:02.400 pump.log "motor stall"; 01:20:00 bench.entry "roller study, films"; 02:00:00 bench.entry "field off, out"',
      'would pass: within 17.04 min',
    ],
  ],
  [
    '{ name: j, when: pump.log "motor stall", within: 2 d, see: pump.log "end of service" }',
    [
      'planted.yaml:20:5, from 01:17:02.400 to 2 d 01:17:02.400',
      'seen: The run ended at 2 d 00:00:00: the run ended before the span did.',
      'before: 02:00:00 true.rotor "turning"; 02:17:07.200 pump.log "motor stall recovery"; 03:00:00 bench.entry "bolus, extra"',
      'would pass: a run that is 1.284 h longer',
    ],
  ],
  [
    '{ name: k, after: scan, within: 12 h, unless: pump.alarm cleared, see: pump.log "end of service" }',
    [
      'planted.yaml:21:5, from 01:00:00 to 13:00:00',
      'seen: pump.alarm "cleared" occurred before the span ended, at 02:17:07.200.',
      'before: 02:00:00 true.rotor "turning"; 02:17:07.200 pump.log "motor stall recovery"; 02:17:07.200 pump.alarm "critical, motor stall, cleared"',
      'after: 03:00:00 bench.entry "bolus, extra"',
    ],
  ],
  [
    '{ name: l, whenever: pump.tone "non-critical", holds: pump.mode is stopped }',
    [
      'planted.yaml:22:5',
      'seen: The run ended at 2 d 00:00:00: its trigger never occurred. The run has no pump.tone "non-critical", no pump.mode "stopped".',
      'before: 02:07:02.400 pump.tone "critical"; 02:17:02.400 pump.tone "critical"; 03:00:00 bench.entry "bolus, extra"',
      'would pass: `may never happen: yes`, if it need not occur',
    ],
  ],
  [
    '{ name: m, after: scan, within: 21 min, marginal from: 10 min, see: pump.log "motor stall" }',
    [
      'planted.yaml:23:5, from 01:00:00 to 01:21:00',
      'decided by: pump.log "motor stall", at 01:17:02.400',
      'seen: pump.log "motor stall" occurred late in its window, at 01:17:02.400.',
      'before: 01:00:00 in.field (fieldMt 1500, angleToNormalDeg 90); 01:00:00 true.rotor "held"; 01:17:02.400 pump.log "motor stall"',
      'after: 01:20:00 bench.entry "roller study, films"; 02:00:00 bench.entry "field off, out"; 02:00:00 in.field (fieldMt 0)',
    ],
  ],
];
const checks = planted.map(([check]) => check);

/** Columns of common terminals, and of a narrow one. */
const WIDTHS = [40, 80, 120];
const ROWS_MAX = 8;

describe('explanation of a check', () => {
  test('tells where, when, what was seen and what would have passed', async () => {
    const { measurements } = await resultOf(checks);
    for (const [index, [, lines]] of planted.entries()) {
      const shown = explanationLines(measurements[index] as (typeof measurements)[number]);
      expect(shown.slice(0, -1)).toEqual(lines);
      expect(shown.at(-1)).toMatch(/^rests on \d+ assumptions: /);
    }
  });

  test('a later entry whose name contains that of a study is not the study', async () => {
    const later = '{ at: 5 h, interrogate: once, name: films are read }';
    const { measurements } = await resultOf(['{ name: a, outcome: pass, of: films }'], 'model', [later]);
    expect(measurements[0]?.explanation?.deciding).toMatchObject({ fromUs: 4_800_000_000 });
  });

  test('is the same on a rig behind a wire', async () => {
    const event = checks.slice(1, 4);
    const [model, loopback] = await Promise.all([resultOf(event), resultOf(event, 'loopback')]);
    const told = ({ measurements }: typeof model) => measurements.map(({ explanation }) => explanation);
    expect(told(loopback)).toEqual(told(model));
  });

  test('a pass that is not marginal has none', async () => {
    const { measurements } = await resultOf(['{ name: a, after: scan, within: 21 min, see: pump.log "motor stall" }']);
    expect(measurements[0]).not.toHaveProperty('explanation');
  });

  test('takes eight rows at most on a terminal of any width', async () => {
    const { measurements } = await resultOf(checks);
    for (const width of WIDTHS) {
      for (const measurement of measurements) {
        const rows = explanationLines(measurement, width).map((line) => Math.ceil(line.length / width));
        expect(rows.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(ROWS_MAX);
      }
    }
  });

  test('a check rests on those assumptions that can reach it', async () => {
    const { measurements, assumed } = await resultOf(checks);
    const [rotor, log] = measurements.map((one) => one.assumed ?? []);
    expect(assumed).toEqual(expect.arrayContaining([...(log ?? [])]));
    expect(log).toContain('detectMl = 0.006 mL');
    expect(rotor).not.toContain('detectMl = 0.006 mL');
    expect(rotor).toContain('stallFieldMtMin = 1 mT');
  });
});

test('an explanation of occurrences names each number and each missing event once', async () => {
  const { measurements } = await resultOf([
    '{ name: a, whenever: pump.tone "critical", holds: true.rotor is held }',
    '{ name: b, whenever: pump.log "low reservoir", see: pump.alarm "low reservoir", within: 1 s }',
  ]);
  expect(measurements.map(({ explanation }) => explanation?.seen)).toEqual([
    'true.rotor is held was false at 02:07:02.400, at occurrence 6 of 7.',
    'The run ended at 03:00:00: its trigger never occurred. The run has no pump.log "low reservoir", no pump.alarm "low reservoir".',
  ]);
});

test('names the step of an order that is missing, and from when on', async () => {
  const { measurements } = await resultOf([
    '{ name: a, in order: [true.rotor held, pump.log "motor stall", true.rotor turning, pump.log "motor stall"] }',
    '{ name: b, in order: [pump.log "low reservoir", true.rotor held] }',
  ]);
  expect(measurements.map(({ explanation }) => explanation?.seen)).toEqual([
    'pump.log "motor stall" did not occur from 02:00:00 to 2 d 00:00:00.',
    'pump.log "low reservoir" did not occur from 00:00:00 to 2 d 00:00:00.',
  ]);
});

test('tells the number that a count found, and the limit that it would have met', async () => {
  const { measurements } = await resultOf([
    '{ name: a, count: pump.log, per: 24 h, at most: 1 }',
    '{ name: b, count: pump.log, per: 2 h, at least: 3 }',
    '{ name: c, never: "count(pump.log, 1 d) >= 2" }',
  ]);
  expect(measurements.map(({ explanation }) => [explanation?.seen, explanation?.wouldPass])).toEqual([
    [
      'count(pump.log, 1 d) <= 1 was false at 02:17:07.200. The window furthest beyond the limit holds 2.',
      'count(pump.log, 1 d) <= 2',
    ],
    [
      'count(pump.log, 2 h) >= 3 was false at 02:00:00. The window furthest beyond the limit holds 1.',
      'count(pump.log, 2 h) >= 1',
    ],
    [
      'count(pump.log, 1 d) >= 2 was true at 02:17:07.200. The window furthest beyond the limit holds 2.',
      'count(pump.log, 1 d) >= 3',
    ],
  ]);
});

test('names the part of a condition that changed at the deciding moment', async () => {
  const { measurements } = await resultOf([
    '{ name: a, never: "true.rotor is held and pump.alarm is raised" }',
    '{ name: b, never: "pump.alarm is raised and true.rotor is held" }',
  ]);
  expect(measurements.map(({ explanation }) => explanation?.deciding?.text)).toEqual([
    'pump.alarm is raised',
    'pump.alarm is raised',
  ]);
});

test('shows the stepped value that decided, and not its mean line', async () => {
  const { measurements } = await resultOf(['{ name: a, holds: true.undeliveredMl <= 10.5372 uL }']);
  const [, shown] = /true\.undeliveredMl = (\S+) mL/.exec(measurements[0]?.explanation?.seen ?? '') ?? [];
  expect(Number(shown)).toBeGreaterThan(0.0105372);
});
