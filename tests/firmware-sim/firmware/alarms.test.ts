import { describe, expect, test } from 'vitest';
import { type AlarmCause, alarmCauses, classOf } from '../../../firmware-sim/base/alarm-cause.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { Alarms } from '../../../firmware-sim/firmware/alarms.ts';
import { type EventRecord, isEvent } from '../../../firmware-sim/trace/record.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';

const MINUTE_US = 60_000_000;

/** Alarms on their own clock: critical every 10 min and non-critical every 60 by default. */
function alarming() {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  trace.declare([
    { name: 'pump.alarm', kind: 'event', unit: '', doc: 'A cause.' },
    { name: 'pump.tone', kind: 'event', unit: '', doc: 'A tone.' },
  ]);
  const settings = { lowReservoirMl: 2, criticalEveryUs: 10 * MINUTE_US, nonCriticalEveryUs: 60 * MINUTE_US };
  const raised: number[] = [];
  const alarms = new Alarms({
    clock,
    trace,
    known: alarmCauses,
    sounds: true,
    settings: () => settings,
    onRaised: () => void raised.push(clock.nowUs()),
  });
  const toneEvents = (): readonly EventRecord[] =>
    trace.records.filter(isEvent).filter((record) => record.e === 'pump.tone');
  const heard = (): readonly string[] => toneEvents().map(({ t, tone }) => `${t / MINUTE_US} ${tone}`);
  return {
    clock,
    trace,
    alarms,
    settings,
    heard,
    raised,
    toMinute: (minute: number) => clock.advanceTo(minute * MINUTE_US),
  };
}

describe('alarms of two classes', () => {
  // Gillette, intrathecal baclofen discharge information.
  test('have six critical and three non-critical causes, and the low battery of an EL', () => {
    expect(alarmCauses.filter((cause) => classOf(cause) === 'critical')).toEqual([
      'motor stall',
      'empty reservoir',
      'end of service',
      'pump stopped over 48 h',
      'critical memory error',
      'low battery reset',
    ]);
    expect(alarmCauses.filter((cause) => classOf(cause) === 'non-critical')).toEqual([
      'low reservoir',
      'elective replacement indicator',
      'non-critical memory error',
      'low battery',
    ]);
  });

  test('sound at once and at the interval of their class, and end with the cause', () => {
    const { alarms, heard, toMinute } = alarming();
    toMinute(5);
    alarms.raise('low battery reset');
    toMinute(29);
    alarms.clear('low battery reset');
    toMinute(1_000);
    expect(heard()).toEqual(['5 two-tone', '15 two-tone', '25 two-tone']);
  });

  test('sound as the higher class alone while both are active, then as the lower one', () => {
    const { alarms, heard, toMinute } = alarming();
    alarms.raise('low reservoir');
    toMinute(70);
    alarms.raise('empty reservoir');
    toMinute(85);
    alarms.raise('elective replacement indicator');
    toMinute(95);
    alarms.clear('empty reservoir');
    toMinute(160);
    expect(heard()).toEqual([
      '0 single tone',
      '60 single tone',
      '70 two-tone',
      '80 two-tone',
      '90 two-tone',
      '95 single tone',
      '155 single tone',
    ]);
  });

  test('stay critical until the last critical cause clears, at the times of the first', () => {
    const { alarms, heard, toMinute } = alarming();
    alarms.raise('motor stall');
    toMinute(5);
    alarms.raise('empty reservoir');
    toMinute(15);
    alarms.clear('motor stall');
    toMinute(35);
    alarms.clear('empty reservoir');
    toMinute(500);
    expect(heard()).toEqual(['0 two-tone', '10 two-tone', '20 two-tone', '30 two-tone']);
  });

  test('restart their interval when the cause returns', () => {
    const { alarms, heard, toMinute } = alarming();
    alarms.raise('motor stall');
    toMinute(4);
    alarms.clear('motor stall');
    alarms.raise('motor stall');
    toMinute(15);
    expect(heard()).toEqual(['0 two-tone', '4 two-tone', '14 two-tone']);
  });

  test('ignore raising an active cause and clearing an inactive one', () => {
    const { alarms, heard, toMinute, trace, raised } = alarming();
    alarms.clear('motor stall');
    alarms.raise('motor stall');
    toMinute(5);
    alarms.raise('motor stall');
    toMinute(9);
    expect(heard()).toEqual(['0 two-tone']);
    expect(trace.records.filter((record) => isEvent(record) && record.e === 'pump.alarm')).toHaveLength(1);
    expect(raised).toEqual([0]);
  });

  test('use a new interval from the next tone on', () => {
    const { alarms, heard, toMinute, settings } = alarming();
    alarms.raise('motor stall');
    toMinute(5);
    settings.criticalEveryUs = 3 * MINUTE_US;
    toMinute(17);
    expect(heard()).toEqual(['0 two-tone', '10 two-tone', '13 two-tone', '16 two-tone']);
  });

  test('are reported in the order in which they were raised', () => {
    const { alarms } = alarming();
    const causes: readonly AlarmCause[] = ['low reservoir', 'motor stall', 'elective replacement indicator'];
    for (const cause of causes) alarms.raise(cause);
    expect(alarms.causes).toEqual(causes);
    alarms.clear('motor stall');
    expect(alarms.causes).toEqual(['low reservoir', 'elective replacement indicator']);
  });
});

// Medtronic product advisories: the programmer can play one.
describe('an alarm test', () => {
  test('sounds the critical tone once while no alarm is active', () => {
    const { alarms, heard, toMinute } = alarming();
    toMinute(3);
    alarms.test();
    toMinute(500);
    expect(heard()).toEqual(['3 two-tone']);
    expect(alarms.causes).toEqual([]);
  });

  test('does not change the interval of an alarm', () => {
    const { alarms, heard, toMinute } = alarming();
    alarms.raise('low reservoir');
    toMinute(30);
    alarms.test();
    toMinute(125);
    expect(heard()).toEqual(['0 single tone', '30 two-tone', '60 single tone', '120 single tone']);
  });
});
