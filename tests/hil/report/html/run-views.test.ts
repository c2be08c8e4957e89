import { beforeAll, describe, expect, test } from 'vitest';
import { pageBundle } from '../../../../hil/packing/page-bundle.ts';
import { eventViewOf } from '../../../../hil/report/html/event-views.ts';
import { PieceColumns } from '../../../../hil/report/html/piece-columns.ts';
import { StateRows } from '../../../../hil/report/html/state-rows.ts';
import { signalValueAt } from '../../../../hil/viewer/piece-value.ts';
import type { ReportView } from '../../../../hil/viewer/report/report-view.ts';
import { reportOf } from './sample-report.ts';

const MINUTE_US = 60_000_000;

describe('an event in words', () => {
  test.each([
    [
      { t: 0, e: 'pump.alarm', phase: 'raised', class: 'critical', cause: 'motor stall' },
      'alarm: phase raised, class critical, cause motor stall',
      'bad',
    ],
    [{ t: 0, e: 'in.program', mode: 'flex', rateMlPerDay: 0.5 }, 'program: mode flex, rate 0.5 mL/day', 'plain'],
    [{ t: 0, e: 'true.rotor', state: 'turning' }, 'rotor: state turning', 'good'],
    [{ t: 0, e: 'in.interrogate' }, 'interrogate', 'plain'],
    [
      { t: 0, e: 'pump.interrogation', alarms: [], log: ['motor stall', 'reset'] },
      'interrogation: alarms: none, log: motor stall; reset',
      'plain',
    ],
    [
      { t: 0, b: 7, e: 'pump.log', number: 2, entry: 'motor stall recovery', noticedUs: 3_600_000_000 },
      'log: number 2, entry motor stall recovery, noticed 01:00:00',
      'good',
    ],
  ])('%j', (record, text, tone) => {
    expect(eventViewOf(record)).toMatchObject({ name: record.e, text, tone });
  });
});

describe('states over time', () => {
  test('begin with the word that a state has before its first event', () => {
    const rows = new StateRows();
    rows.hear({ t: 10, e: 'true.rotor', state: 'held' });
    rows.hear({ t: 20, e: 'pump.alarm', phase: 'raised', class: 'critical', cause: 'motor stall' });
    const [rotor, alarm] = rows.rows(50);
    expect(rotor?.spans.map(({ fromUs, toUs, text }) => [fromUs, toUs, text])).toEqual([
      [0, 10, 'turning'],
      [10, 50, 'held'],
    ]);
    expect([alarm?.resting, alarm?.spans.length]).toEqual(['none', 1]);
  });

  test('tell a catheter that is open from valves that are', () => {
    const rows = new StateRows();
    rows.hear({ t: 10, e: 'true.catheter', state: 'occluded', migrated: false });
    rows.hear({ t: 30, e: 'true.catheter', state: 'open', migrated: false });
    rows.hear({ t: 30, e: 'true.valves', state: 'open' });
    const [catheter, valves] = rows.rows(50).map(({ spans }) => spans.map(({ text, tone }) => `${text} ${tone}`));
    expect(catheter).toEqual(['open plain', 'occluded bad', 'open plain']);
    expect(valves).toEqual(['metering plain', 'open bad']);
  });

  test('last from event to event, and alarms from their rise to their end', () => {
    const rows = new StateRows();
    const alarm = { class: 'critical', cause: 'motor stall' };
    for (const record of [
      { t: 0, e: 'true.rotor', state: 'turning' },
      { t: 10, e: 'true.rotor', state: 'held' },
      { t: 20, e: 'pump.alarm', phase: 'raised', ...alarm },
      { t: 30, e: 'pump.alarm', phase: 'cleared', ...alarm },
    ])
      rows.hear(record);
    expect(rows.rows(50).map(({ label, spans }) => [label, spans])).toEqual([
      [
        'rotor',
        [
          { fromUs: 0, toUs: 10, text: 'turning', tone: 'plain' },
          { fromUs: 10, toUs: 50, text: 'held', tone: 'bad' },
        ],
      ],
      ['alarm', [{ fromUs: 20, toUs: 30, text: 'motor stall (critical)', tone: 'bad' }]],
    ]);
  });
});

describe('the pieces of a signal', () => {
  test('keep the last of several records at one time, and lines beside curves', () => {
    const columns = new PieceColumns();
    columns.hear({ t: 0, s: 'x', v: 1, r: 0 });
    columns.hear({ t: 0, s: 'x', v: 2, r: 0 });
    columns.hear({ t: 10, s: 'x', v: 2, r: 3 });
    columns.hear({ t: 20, s: 'x', v: 5, to: 8, tauUs: 100 });
    const { tUs, v, r, to, tauUs } = columns.pieces;
    expect([...tUs]).toEqual([0, 10, 20]);
    expect([...v]).toEqual([2, 2, 5]);
    expect([...(r ?? [])]).toEqual([0, 3, 0]);
    expect([...(to ?? [])]).toEqual([Number.NaN, Number.NaN, 8]);
    expect([...(tauUs ?? [])]).toEqual([Number.NaN, Number.NaN, 100]);
  });

  test('of a constant signal have no slopes', () => {
    const columns = new PieceColumns();
    columns.hear({ t: 0, s: 'x', v: 1, r: 0 });
    expect(columns.pieces).toMatchObject({ r: null, to: null, tauUs: null });
    expect(columns.isConstant).toBe(true);
  });
});

describe('the view of a scan', () => {
  let view: ReportView;
  beforeAll(async () => {
    view = await reportOf('mri-30-min');
  });

  test('has truth and belief on one lane, and a field with its assumed band', () => {
    const lane = view.run.lanes.find(({ id }) => id === 'delivered');
    const [truth, belief] = lane?.signals ?? [];
    expect([truth?.role, belief?.role]).toEqual(['truth', 'belief']);
    if (truth === undefined || belief === undefined) throw new Error('both signals are there');
    expect(signalValueAt(truth, 90 * MINUTE_US)).toBeCloseTo(0.0204, 4);
    expect(signalValueAt(belief, 90 * MINUTE_US)).toBeCloseTo(0.03125, 5);
    const field = view.run.lanes.find(({ id }) => id === 'field');
    expect(field).toMatchObject({ scale: 'log', unit: 'mT', bands: [{ from: 1, to: 50, kind: 'assumed' }] });
  });

  test('gives each check its sentence, its limits as numbers and its lanes', () => {
    const held = view.run.checks.find(({ name }) => name === 'rotor held');
    expect(held).toMatchObject({ bounds: { atLeast: null, atMost: 3 }, laneIds: ['rotor'], explanation: null });
    expect(held?.sentence).toContain('at most 3 deg');
    const noticed = view.run.checks.find(({ name }) => name === 'stall noticed');
    expect(noticed?.bounds).toEqual({ atLeast: null, atMost: 21 * 60 });
  });

  test('has the log of the pump and the entries of the timeline', () => {
    expect(view.run.log.map(({ entry }) => entry)).toEqual(['motor stall', 'motor stall recovery']);
    const marks = view.run.lanes.flatMap((lane) => lane.marks);
    expect(marks.map(({ text }) => text)).toEqual(['scan', 'out', 'check']);
  });
});

test('the view of a run is built without Node, so that a page can build it', async () => {
  const { inputs } = await pageBundle('hil/report/html/report-view-of.ts');
  expect(inputs).toContain('hil/report/html/run-records.ts');
});

describe('the view of roller studies', () => {
  test('joins each study with its two films', async () => {
    const { run } = await reportOf('roller-study-of-a-flipped-pump');
    expect(run.studies.length).toBeGreaterThan(1);
    for (const { films, isFlipped, truth } of run.studies) {
      expect(films).toHaveLength(2);
      expect(isFlipped).toBe(true);
      const [before, after] = films.map(({ rotorDeg }) => rotorDeg ?? Number.NaN) as [number, number];
      expect(after - before).toBeCloseTo(truth?.movedDeg ?? Number.NaN);
    }
  });
});
