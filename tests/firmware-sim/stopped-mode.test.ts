import { describe, expect, test } from 'vitest';
import { noEffects } from '../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const STOPPED_US = 48 * US_PER_HOUR;

/** Raised and cleared, with the time of each. */
function stoppedAlarm({ events }: ReturnType<typeof pumpRun>): readonly unknown[] {
  return events('pump.alarm')
    .filter((event) => event.cause === 'pump stopped over 48 h')
    .map(({ phase, t }) => [phase, t]);
}

describe('stopped-pump mode', () => {
  // Medtronic MRI page: stopped mode lengthens detection.
  test.each([
    { rate: 0.048, hours: 3 },
    { rate: 0.5, hours: 0.288 },
    { rate: 24, hours: 0.006 },
  ])('hides a stall until $hours h after delivery resumes at $rate mL/day', ({ rate, hours }) => {
    const { pump, clock, wait, stalls } = pumpRun({ state: { alarms: quietAlarms } });
    pump.programSimpleContinuous(0.5);
    wait(US_PER_HOUR);
    pump.programStopped();
    pump.setField(scanner, { ...noEffects, restart: { kind: 'bound', forUs: 24 * US_PER_HOUR } });
    wait(US_PER_HOUR);
    pump.removeField();
    wait(20 * US_PER_HOUR);
    expect(stalls()).toEqual([]);
    expect(pump.interrogate()).toMatchObject({ doing: 'stopped', alarms: [] });
    const resumedUs = clock.nowUs();
    pump.programSimpleContinuous(rate);
    wait(3 * US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', resumedUs + hours * US_PER_HOUR]]);
    wait(24 * US_PER_HOUR);
    expect(stalls().map(([kind]) => kind)).toEqual(['motor stall', 'motor stall recovery']);
  });

  // Gillette, discharge information: pump stopped for longer than 48 hours.
  test('raises its alarm at exactly 48 h, with or without a stall', () => {
    const run = pumpRun({ state: { alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(7);
    run.pump.programStopped();
    run.pump.setField(scanner);
    run.wait(STOPPED_US - 1);
    expect(stoppedAlarm(run)).toEqual([]);
    run.wait(1);
    expect(stoppedAlarm(run)).toEqual([['raised', STOPPED_US + 7]]);
    expect(run.logged()).toEqual([['pump stopped over 48 h', STOPPED_US + 7]]);
    run.wait(100 * US_PER_HOUR);
    run.pump.programSimpleContinuous(24);
    run.wait(US_PER_HOUR);
    expect(stoppedAlarm(run)).toEqual([
      ['raised', STOPPED_US + 7],
      ['cleared', STOPPED_US + 7 + 100 * US_PER_HOUR],
    ]);
    expect(run.logged().map(([kind]) => kind)).toEqual(['pump stopped over 48 h', 'motor stall']);
  });

  test('counts from power-up, and a stop of a stopped pump does not restart the count', () => {
    const run = pumpRun();
    run.wait(40 * US_PER_HOUR);
    run.pump.programStopped();
    run.wait(8 * US_PER_HOUR);
    expect(stoppedAlarm(run)).toEqual([['raised', STOPPED_US]]);
  });

  test('restarts its count after a bolus', () => {
    const run = pumpRun();
    run.wait(47 * US_PER_HOUR);
    run.pump.singleBolus(0.01, 24);
    run.wait(US_PER_HOUR);
    expect(stoppedAlarm(run)).toEqual([]);
    run.wait(48 * US_PER_HOUR);
    expect(stoppedAlarm(run)).toEqual([['raised', 95 * US_PER_HOUR + 36_000_000]]);
  });

  test('raises no alarm in a pump that delivers, however slowly', () => {
    const run = pumpRun();
    run.pump.program({ mode: 'minimum rate' });
    run.wait(100 * 24 * US_PER_HOUR);
    expect(stoppedAlarm(run)).toEqual([]);
  });

  test('continues in a latched telemetry mode: the hours count, and the alarm stays', () => {
    const run = pumpRun({ state: { reservoirMl: 1 } });
    const scan = (): void => {
      run.pump.setField(scanner, { ...noEffects, emiTelemetry: true });
      run.wait(US_PER_HOUR);
      run.pump.removeField();
    };
    run.wait(40 * US_PER_HOUR);
    scan();
    expect(run.pump.firmware.latch.latched).toBe(true);
    expect(run.pump.delivery.doing).toBe('suspended');
    run.wait(7 * US_PER_HOUR);
    expect(stoppedAlarm(run)).toEqual([['raised', STOPPED_US]]);
    run.pump.interrogate();
    expect(run.pump.delivery.doing).toBe('stopped');
    scan();
    expect(run.pump.firmware.latch.latched).toBe(true);
    run.pump.interrogate();
    run.wait(100 * US_PER_HOUR);
    expect(stoppedAlarm(run)).toEqual([['raised', STOPPED_US]]);
    expect(run.pump.firmware.alarms.causes).toContain('pump stopped over 48 h');
  });
});
