import { expect, test } from 'vitest';
import { MonitorScreen, readingLine, WorthALine } from '../../../hil/monitor/monitor-view.ts';
import type { RigReading } from '../../../hil/monitor/rig-monitor.ts';

const reading: RigReading = {
  seconds: 1.5,
  fieldMt: 12.3,
  shaftDeg: 76.99,
  counterSteps: 250,
  roundTripMs: 4,
  stallMode: 'hold',
  stopCause: 'none',
  flags: ['encoderOk', 'tripped'],
  events: ['TRIP on 1'],
};
const quiet = { ...reading, events: [] };

test("a reading is one line with each value, its unit and the board's events", () => {
  const line = '    1.5 s  field 12.3 mT  shaft 76.99 deg  counter 250  stall hold  encoderOk tripped  ! TRIP on 1';
  expect(readingLine(reading)).toBe(line);
  expect(readingLine({ ...quiet, stopCause: 'lapse' })).toContain('stall hold  stopped by lapse');
});

test('a slow line is named, in a line and on a terminal', () => {
  const lag = 'slow line, 76 ms per round trip: in a run by hand, pump time lags wall time by about 28 %';
  expect(readingLine({ ...quiet, roundTripMs: 76 })).toContain(lag);
  const rig = { rig: './rig0', unitNumber: 7, made: '', hasFieldSensor: true, hasEncoder: true, tripMt: 4 };
  expect(new MonitorScreen(rig).rows({ ...quiet, roundTripMs: 76 }, (text) => text)).toContain(`link    ${lag}`);
});

test('a missing part of a rig is named, not shown as zero', () => {
  expect(readingLine({ ...quiet, fieldMt: null, shaftDeg: null })).toContain('field no sensor  shaft no encoder');
});

test.each<[string, Partial<RigReading>, boolean]>([
  ['noise of a field', { fieldMt: 12.6 }, false],
  ['a field that changes', { fieldMt: 12.9 }, true],
  ['noise of an encoder', { shaftDeg: 77.08 }, false],
  ['a shaft that turns', { shaftDeg: 77.3 }, true],
  ['an encoder that is lost', { shaftDeg: null }, true],
  ['another counter', { counterSteps: 251 }, true],
  ['another stall mode', { stallMode: 'none' }, true],
  ['a stop', { stopCause: 'lapse' }, true],
  ['another flag', { flags: ['encoderOk'] }, true],
  ['an event', { events: ['TRIP on 0'] }, true],
  ['a second that passed', { seconds: 2.5 }, true],
  ['half a second that passed', { seconds: 2.0 }, false],
])('%s is or is not worth a line', (_what, change, worth) => {
  const lines = new WorthALine();
  expect(lines.isWorth(quiet)).toBe(true);
  expect(lines.isWorth({ ...quiet, ...change })).toBe(worth);
});

test('on a terminal a field that holds the rotor is marked, and the last events stay', () => {
  const rig = { rig: './rig0', unitNumber: 7, made: '', hasFieldSensor: true, hasEncoder: true, tripMt: 4 };
  const screen = new MonitorScreen(rig);
  const mark = (text: string): string => `<${text}>`;
  expect(screen.rows(reading, mark)).toEqual([
    './rig0, unit 7   1.5 s   Ctrl-C ends it',
    'field   <  12.3 mT [###...........................]  would hold the rotor>   (threshold 4 mT)',
    'shaft   76.99 deg   counter 250',
    'stall   hold   stop none   encoderOk tripped',
    'event   1.5 s  TRIP on 1',
  ]);
  const later = screen.rows({ ...quiet, fieldMt: 0.2 }, mark);
  expect(later[1]).toBe('field      0.2 mT [..............................]   (threshold 4 mT)');
  expect(later.at(-1)).toBe('event   1.5 s  TRIP on 1');
});
