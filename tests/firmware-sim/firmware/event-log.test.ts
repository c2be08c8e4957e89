import { expect, test } from 'vitest';
import { EventLog, LOG_ENTRIES_MAX } from '../../../firmware-sim/firmware/event-log.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import { VirtualClock } from '../../../firmware-sim/virtual-clock.ts';

function emptyLog() {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  trace.declare([{ name: 'pump.log', kind: 'event', unit: '', doc: 'A line in the log.' }]);
  return { clock, trace, log: new EventLog(clock, trace, ['motor stall', 'low reservoir', 'motor stall recovery']) };
}

test('an event log keeps number, time and kind, and writes them into the trace', () => {
  const { clock, trace, log } = emptyLog();
  clock.advanceTo(5);
  log.write('motor stall');
  clock.advanceTo(9);
  log.write('motor stall recovery');
  expect(log.entries).toEqual([
    { number: 1, atUs: 5, kind: 'motor stall' },
    { number: 2, atUs: 9, kind: 'motor stall recovery' },
  ]);
  expect(trace.records).toEqual([
    { t: 5, e: 'pump.log', number: 1, entry: 'motor stall' },
    { t: 9, e: 'pump.log', number: 2, entry: 'motor stall recovery' },
  ]);
});

test('a full event log overwrites its oldest entries and counts on, the trace keeps all', () => {
  const { trace, log } = emptyLog();
  for (let i = 0; i < LOG_ENTRIES_MAX + 3; i += 1) log.write('motor stall');
  expect(log.entries).toHaveLength(LOG_ENTRIES_MAX);
  expect(log.entries[0]?.number).toBe(4);
  expect(log.entries.at(-1)?.number).toBe(LOG_ENTRIES_MAX + 3);
  expect(trace.records).toHaveLength(LOG_ENTRIES_MAX + 3);
});
