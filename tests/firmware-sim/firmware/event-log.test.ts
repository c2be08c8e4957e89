import { expect, test } from 'vitest';
import { LOG_ENTRIES_MAX } from '../../../firmware-sim/base/log-entry.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { EventLog } from '../../../firmware-sim/firmware/event-log.ts';
import { PumpCalendar } from '../../../firmware-sim/firmware/schedule/pump-calendar.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';

function emptyLog() {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  trace.declare([{ name: 'pump.log', kind: 'event', unit: '', doc: 'A line in the log.' }]);
  const calendar = new PumpCalendar({ clock, startWeekMinutes: 0, driftPpb: 0 });
  const known = ['motor stall', 'low reservoir', 'motor stall recovery'] as const;
  return { clock, trace, calendar, log: new EventLog({ clock, calendar, trace, known }) };
}

test('an event log keeps number, time and kind, and writes them to the trace', () => {
  const { clock, trace, log } = emptyLog();
  clock.advanceTo(5);
  log.write('motor stall');
  clock.advanceTo(9);
  log.write('motor stall recovery');
  expect(log.entries).toEqual([
    { number: 1, atUs: 5, stampUs: 5, kind: 'motor stall' },
    { number: 2, atUs: 9, stampUs: 9, kind: 'motor stall recovery' },
  ]);
  expect(trace.records).toEqual([
    { t: 5, e: 'pump.log', number: 1, entry: 'motor stall' },
    { t: 9, e: 'pump.log', number: 2, entry: 'motor stall recovery' },
  ]);
});

test('a clock set back stamps later entries earlier, and changes no written stamp', () => {
  const { clock, trace, calendar, log } = emptyLog();
  clock.advanceTo(3_600_000_000);
  log.write('motor stall');
  calendar.set(1_800_000_000);
  log.write('motor stall recovery');
  expect(log.entries.map(({ number, atUs, stampUs }) => [number, atUs, stampUs])).toEqual([
    [1, 3_600_000_000, 3_600_000_000],
    [2, 3_600_000_000, 1_800_000_000],
  ]);
  expect(trace.records.at(-1)).toMatchObject({ number: 2, stamp: 'Monday 00:30:00' });
});

test('a full event log overwrites its oldest entries; the trace keeps all', () => {
  const { trace, log } = emptyLog();
  for (let i = 0; i < LOG_ENTRIES_MAX + 3; i += 1) log.write('motor stall');
  expect(log.entries).toHaveLength(LOG_ENTRIES_MAX);
  expect(log.entries[0]?.number).toBe(4);
  expect(log.entries.at(-1)?.number).toBe(LOG_ENTRIES_MAX + 3);
  expect(trace.records).toHaveLength(LOG_ENTRIES_MAX + 3);
});
