import { describe, expect, test } from 'vitest';
import { readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import type { Check, Scope } from '../../../../hil/scenario/scenario.ts';
import { problemsIn, read, scenarioText } from './scenario-text.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a pump', () => {
  test('is full, new, exact and factory-set by default', () => {
    expect(read({}).pump).toEqual({
      product: 'synchromed-ii',
      place: { line: expect.any(Number), column: expect.any(Number) },
      program: { mode: 'simple continuous', rateMlPerDay: 0.5 },
      reservoirMl: 20,
      accuracy: 1,
      law: 'volume',
      restartDelayUsMax: 0,
      residualInsideCapacity: false,
      alarms: { lowReservoirMl: 2, criticalEveryUs: 10 * MINUTE, nonCriticalEveryUs: HOUR },
      ageUs: 0,
      startWeekMinutes: 0,
      singleBolusEndsStopped: false,
    });
    expect(read({}).runAtMostUs).toBe(30 * DAY);
    expect(read({ pump: '{ product: synchromed-ii-40, mode: stopped }' }).pump.reservoirMl).toBe(40);
  });

  test('accepts all its keys', () => {
    const pump = `
  product: synchromed-ii
  mode: minimum rate
  reservoir: 18000 uL
  accuracy: 1.145
  detection law: either later
  recovery law: time
  MR label: EU 2019-10
  restart delay: up to 20 min
  residual: inside the capacity
  low reservoir: 4 mL
  critical alarm every: 5 min
  non-critical alarm every: 2 h
  implanted for: 6 y
  ERI after: 6.5 y
  clock: Sunday 18:30
  after a single bolus: stopped`;
    expect(read({ pump }).pump).toEqual({
      product: 'synchromed-ii',
      place: { line: expect.any(Number), column: expect.any(Number) },
      program: { mode: 'minimum rate' },
      reservoirMl: 18,
      accuracy: 1.145,
      law: 'eitherLater',
      recoveryLaw: 'time',
      mrLabel: { region: 'EU', at: '2019-10' },
      restartDelayUsMax: 20 * MINUTE,
      residualInsideCapacity: true,
      alarms: { lowReservoirMl: 4, criticalEveryUs: 5 * MINUTE, nonCriticalEveryUs: 2 * HOUR },
      ageUs: 6 * 365.25 * DAY,
      eriAtAgeUs: 6.5 * 365.25 * DAY,
      startWeekMinutes: 6 * 1440 + 18 * 60 + 30,
      singleBolusEndsStopped: true,
    });
    const sampled = '{ product: synchromed-ii, mode: stopped, accuracy: sampled }';
    expect(read({ pump: sampled }).pump.accuracy).toBe('sampled');
  });
});

describe('a program', () => {
  const programOf = (pump: string) => read({ pump: `\n  product: synchromed-ii\n${pump}` }).pump.program;

  test('of flex has steps by the time of day, for every day and for single ones', () => {
    const flex =
      '  mode: flex\n  flex:\n    every day: [00:00 0.2 mL/day, 06:30 25 uL/h]\n    sunday: [00:00 0.1 mL/day]';
    expect(programOf(flex)).toEqual({
      mode: 'flex',
      flex: {
        'every day': [
          { fromMinutes: 0, rateMlPerDay: 0.2 },
          { fromMinutes: 390, rateMlPerDay: 0.6 },
        ],
        sunday: [{ fromMinutes: 0, rateMlPerDay: 0.1 }],
      },
    });
  });

  test('of periodic boluses has a base rate, even 0; a patient bolus goes with any mode', () => {
    const lines = `  mode: periodic bolus
  rate: 0 mL/day
  periodic bolus: { volume: 25 uL, over: 10 min, every: 6 h }
  patient bolus: { volume: 0.02 mL, over: 10 min, lockout: 4 h, in 24 h: 3 }`;
    expect(programOf(lines)).toEqual({
      mode: 'periodic bolus',
      rateMlPerDay: 0,
      periodicBolus: { volumeMl: 0.025, durationUs: 10 * MINUTE, everyUs: 6 * HOUR },
      patientBolus: { volumeMl: 0.02, durationUs: 10 * MINUTE, lockoutUs: 4 * HOUR, allottedCount: 3 },
    });
    expect(programOf('  mode: stopped\n  patient bolus: off')).toEqual({ mode: 'stopped', patientBolus: 'off' });
  });
});

describe('a timeline', () => {
  const actionOf = (entry: string): unknown => read({ timeline: [entry] }).timeline[0]?.action;
  const plainField = {
    kind: 'field',
    fieldMt: 1500,
    angleToNormalDeg: 90,
    profile: 'step',
    restart: { kind: 'free' },
    emiTelemetry: false,
    secondInterrogationQuirk: false,
  };

  test.each([
    ['patient bolus: ask', { kind: 'patient bolus' }],
    [
      'bridge bolus: { from: 10 mg/mL, to: 500 ug/mL, daily dose: 5 mg, path: 0.15 mL }',
      { kind: 'bridge bolus', bolus: { oldUgPerMl: 10_000, newUgPerMl: 500, doseUgPerDay: 5_000, pathMl: 0.15 } },
    ],
    ['field: 1.5 T', plainField],
    ['field: 15000 G, azimuth: -40 deg', { ...plainField, azimuthDeg: -40 }],
    [
      'field: 1500 mT, angle to pump normal: 5 deg, profile: walk-in',
      { ...plainField, angleToNormalDeg: 5, profile: 'walk-in' },
    ],
    ['field: 1.5 T, restart branch: free', plainField],
    ['field: 1.5 T, restart branch: sampled', { ...plainField, restart: { kind: 'sampled' } }],
    ['field: 1.5 T, restart branch: bound 6 h', { ...plainField, restart: { kind: 'bound', forUs: 6 * HOUR } }],
    ['field: 1.5 T, emi: telemetry', { ...plainField, emiTelemetry: true }],
    ['field: 1.5 T, quirk: second interrogation', { ...plainField, secondInterrogationQuirk: true }],
    ['field: 1.5 T, altered: rate 0.7 mL/day', { ...plainField, altered: { kind: 'rate', rateMlPerDay: 0.7 } }],
    [
      'field: 1.5 T, altered: critical memory error',
      { ...plainField, altered: { kind: 'memory error', class: 'critical' } },
    ],
    [
      'field: 1.5 T, altered: non-critical memory error',
      { ...plainField, altered: { kind: 'memory error', class: 'non-critical' } },
    ],
    ['field: off', { kind: 'field off' }],
    ['bolus: 0.05 mL', { kind: 'bolus', volumeMl: 0.05 }],
    ['bolus: 50 uL, over: 10 min', { kind: 'bolus', volumeMl: 0.05, durationUs: 10 * MINUTE }],
    ['priming bolus: 0.2 mL', { kind: 'priming bolus', volumeMl: 0.2 }],
    ['roller study: take', { kind: 'roller study', filmed: 'still' }],
    ['interrogate: once', { kind: 'interrogate', times: 1 }],
    ['interrogate: twice', { kind: 'interrogate', times: 2 }],
    ['refill: 20 mL', { kind: 'refill', fillMl: 20, omit: [] }],
    ['refill: 20 mL, programmed as: 18 mL', { kind: 'refill', fillMl: 20, programMl: 18, omit: [] }],
    ['refill: 20 mL, omit: [withdraw, program]', { kind: 'refill', fillMl: 20, omit: ['withdraw', 'program'] }],
    ['program: { mode: stopped }', { kind: 'program', program: { mode: 'stopped' } }],
    [
      'program: { mode: simple continuous, rate: 1 mL/h }',
      { kind: 'program', program: { mode: 'simple continuous', rateMlPerDay: 24 } },
    ],
    ['stop: pump', { kind: 'stop' }],
    ['faults: { drop: 5 %, flip: 0.5 % }', { kind: 'faults', rates: { drop: 0.05, flip: 0.005 } }],
    ['faults: off', { kind: 'faults', rates: {} }],
  ])('runs %s', (written, action) => {
    expect(actionOf(`{ at: 1 h, ${written} }`)).toEqual(action);
  });

  test('has entries at a time or after an entry, and waits; defaults name the actions', () => {
    const { timeline } = read({
      timeline: [
        '{ wait: 5 min }',
        '{ at: 1 h, field: 1.5 T, name: scan }',
        '{ after: scan, interrogate: once }',
        '{ after: scan, wait: 30 min, field: off }',
        '{ wait: 90 s }',
        '{ after: wait 5, wait: 0.5 min, name: rest }',
      ],
    });
    expect(timeline.map(({ name, atUs, action }) => [name, atUs / MINUTE, action.kind])).toEqual([
      ['wait 1', 5, 'wait'],
      ['scan', 60, 'field'],
      ['interrogate 3', 60, 'interrogate'],
      ['field 4', 90, 'field off'],
      ['wait 5', 91.5, 'wait'],
      ['rest', 92, 'wait'],
    ]);
    expect(timeline.map(({ place }) => place)).toEqual([5, 6, 7, 8, 9, 10].map((line) => ({ line, column: 5 })));
  });

  test('may share parts by anchors, aliases and merge keys', () => {
    const timeline = [
      '&scan { at: 1 h, field: &strong 1.5 T, name: first }',
      '{ <<: *scan, at: 2 h, name: second }',
      '{ at: 3 h, field: *strong }',
    ];
    const { timeline: entries } = read({ timeline });
    expect(
      entries.map(({ atUs, action }) => [
        atUs / HOUR,
        action.kind === 'field' && 'fieldMt' in action && action.fieldMt,
      ]),
    ).toEqual([
      [1, 1500],
      [2, 1500],
      [3, 1500],
    ]);
  });

  test('may be left out', () => {
    const text = `scenario: trial\nsays: Nothing happens.\npump: { product: synchromed-ii, mode: stopped }\nexpect: [{ name: a, never see: pump.alarm }]`;
    expect(readScenario(text, 'f.yaml')).toMatchObject({ ok: true, scenario: { timeline: [], file: 'f.yaml' } });
  });
});

describe('an expectation', () => {
  const one = (written: string) =>
    read({ timeline: ['{ at: 1 h, field: 1.5 T, name: scan }'], expect: [`{ name: a, ${written} }`] }).expect[0];
  const stall = { event: 'pump.log', text: 'motor stall' };

  test('carries requirement ids, a marginal band and `may never happen`', () => {
    expect(one('see: pump.alarm, requires: [GIP-1.4.4, R2], when: pump.tone, may never happen: yes')).toMatchObject({
      requires: ['GIP-1.4.4', 'R2'],
      mayNeverHappen: true,
    });
    expect(one('see: pump.alarm, after: scan, within: 9 min, marginal from: 5 min')?.marginalFrom).toBe(5 * MINUTE);
    expect(one('signal: true.rotorDeg, advances at least: 9 deg, marginal from: 12 deg')?.marginalFrom).toBe(12);
  });

  test.each<[string, Scope]>([
    ['never see: pump.alarm', { kind: 'throughout' }],
    ['never see: pump.alarm, during: scan', { kind: 'during', entry: 'scan' }],
    ['never see: pump.alarm, after: scan', { kind: 'after', anchor: { kind: 'entry', entry: 'scan' } }],
    [
      'never see: pump.alarm, after: scan, within: 2 h',
      { kind: 'after', anchor: { kind: 'entry', entry: 'scan' }, withinUs: 2 * HOUR },
    ],
    ['see: pump.alarm, after: 1.5 h', { kind: 'after', anchor: { kind: 'time', atUs: 1.5 * HOUR } }],
    ['see: pump.alarm, when: pump.log "motor stall"', { kind: 'after', anchor: { kind: 'event', pattern: stall } }],
    [
      'see: pump.alarm, when: pump.log motor stall, within: 1 s',
      { kind: 'after', anchor: { kind: 'event', pattern: stall }, withinUs: 1_000_000 },
    ],
    ['value: true.rotorDeg, is: 0 deg, at: end', { kind: 'at', anchor: { kind: 'end' } }],
    ['value: true.rotorDeg, is: 0 deg, at: start', { kind: 'at', anchor: { kind: 'start' } }],
    ['value: true.rotorDeg, is: 0 deg, at: 3 h', { kind: 'at', anchor: { kind: 'time', atUs: 3 * HOUR } }],
    ['value: true.rotorDeg, is: 0 deg, at: scan', { kind: 'at', anchor: { kind: 'entry', entry: 'scan' } }],
    [
      'value: true.rotorDeg, is: 0 deg, when: pump.log "motor stall"',
      { kind: 'at', anchor: { kind: 'event', pattern: stall } },
    ],
  ])('looks where it says: %s', (written, scope) => {
    expect(one(written)?.scope).toEqual(scope);
  });

  const degrees = { signal: 'true.rotorDeg', unit: 'deg' };
  const volume = { signal: 'pump.reservoirMl', unit: 'mL' };
  test.each<[string, Check]>([
    ['see: pump.log "motor stall"', { kind: 'see', pattern: stall }],
    ['see: pump.interrogation', { kind: 'see', pattern: { event: 'pump.interrogation' } }],
    ['never see: true.rotor seized', { kind: 'never see', pattern: { event: 'true.rotor', text: 'seized' } }],
    ['signal: true.rotorDeg, changes at most: 2 deg', { kind: 'changes', ...degrees, bounds: { atMost: 2 } }],
    ['signal: true.rotorDeg, changes at least: 2 deg', { kind: 'changes', ...degrees, bounds: { atLeast: 2 } }],
    [
      'signal: true.rotorDeg, changes between: [1 deg, 2 deg]',
      { kind: 'changes', ...degrees, bounds: { atLeast: 1, atMost: 2 } },
    ],
    ['signal: true.rotorDeg, advances at most: 2 deg', { kind: 'advances', ...degrees, bounds: { atMost: 2 } }],
    ['signal: true.rotorDeg, advances at least: -2 deg', { kind: 'advances', ...degrees, bounds: { atLeast: -2 } }],
    [
      'signal: true.rotorDeg, advances between: [117 deg, 123 deg]',
      { kind: 'advances', ...degrees, bounds: { atLeast: 117, atMost: 123 } },
    ],
    ['signal: pump.reservoirMl, stays at least: 10 uL', { kind: 'always', ...volume, bounds: { atLeast: 0.01 } }],
    ['signal: pump.reservoirMl, stays at most: 1 mL', { kind: 'always', ...volume, bounds: { atMost: 1 } }],
    [
      'signal: pump.reservoirMl, stays between: [0 mL, 1 mL]',
      { kind: 'always', ...volume, bounds: { atLeast: 0, atMost: 1 } },
    ],
    ['value: pump.reservoirMl, at: end, at least: 2 mL', { kind: 'value', ...volume, bounds: { atLeast: 2 } }],
    ['value: pump.reservoirMl, at: end, at most: 2 mL', { kind: 'value', ...volume, bounds: { atMost: 2 } }],
    [
      'value: pump.reservoirMl, at: end, between: [1 mL, 1 mL]',
      { kind: 'value', ...volume, bounds: { atLeast: 1, atMost: 1 } },
    ],
    [
      'value: pump.rateMlPerDay, at: end, is: 20.833333 uL/h',
      {
        kind: 'value',
        signal: 'pump.rateMlPerDay',
        unit: 'mL/day',
        bounds: { atLeast: 0.499999992, atMost: 0.499999992 },
      },
    ],
  ])('measures what it says: %s', (written, check) => {
    expect(one(written)?.check).toEqual(check);
  });

  test('asks for the outcome of a study', () => {
    const timeline = ['{ at: 1 h, roller study: take, name: study }'];
    const { expect: expectations } = read({ timeline, expect: ['{ name: films, outcome: partial, of: study }'] });
    expect(expectations[0]).toEqual({
      name: 'films',
      requires: [],
      scope: { kind: 'throughout' },
      check: { kind: 'outcome', study: 'study', is: 'partial' },
      place: { line: 7, column: 5 },
    });
  });
});

test('a scenario carries its tags', () => {
  expect(read({ more: 'tags: [mri, 3-tesla]\n' }).tags).toEqual(['mri', '3-tesla']);
  expect(read({}).tags).toEqual([]);
  expect(problemsIn(scenarioText({ more: 'tags: [MRI]\n' }))).toEqual([
    '7:8: found "MRI" for `tags`; allowed: a tag: small letters, digits and hyphens; at most 40 in all',
  ]);
  expect(problemsIn(scenarioText({ more: 'tags: mri\n' }))).toEqual([
    '7:7: found "mri" for `tags`; allowed: a list of 1 to 20 tags, each once',
  ]);
});
