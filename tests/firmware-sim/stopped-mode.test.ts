import { describe, expect, test } from 'vitest';
import { noEffects } from '../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { livingPump, quietAlarms } from './living-pump.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const STOPPED_US = 48 * US_PER_HOUR;

/** Raised and cleared, with the time of each. */
function stoppedAlarm({ events }: ReturnType<typeof livingPump>): readonly unknown[] {
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
    const { pump, clock, wait, stalls } = livingPump({ state: { alarms: quietAlarms } });
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
    const life = livingPump({ state: { alarms: quietAlarms } });
    life.pump.programSimpleContinuous(0.5);
    life.wait(7);
    life.pump.programStopped();
    life.pump.setField(scanner);
    life.wait(STOPPED_US - 1);
    expect(stoppedAlarm(life)).toEqual([]);
    life.wait(1);
    expect(stoppedAlarm(life)).toEqual([['raised', STOPPED_US + 7]]);
    expect(life.logged()).toEqual([['pump stopped over 48 h', STOPPED_US + 7]]);
    life.wait(100 * US_PER_HOUR);
    life.pump.programSimpleContinuous(24);
    life.wait(US_PER_HOUR);
    expect(stoppedAlarm(life)).toEqual([
      ['raised', STOPPED_US + 7],
      ['cleared', STOPPED_US + 7 + 100 * US_PER_HOUR],
    ]);
    expect(life.logged().map(([kind]) => kind)).toEqual(['pump stopped over 48 h', 'motor stall']);
  });

  test('counts from power-up, and a stop of a stopped pump does not restart the count', () => {
    const life = livingPump();
    life.wait(40 * US_PER_HOUR);
    life.pump.programStopped();
    life.wait(8 * US_PER_HOUR);
    expect(stoppedAlarm(life)).toEqual([['raised', STOPPED_US]]);
  });

  test('restarts its count after a bolus', () => {
    const life = livingPump();
    life.wait(47 * US_PER_HOUR);
    life.pump.singleBolus(0.01, 24);
    life.wait(US_PER_HOUR);
    expect(stoppedAlarm(life)).toEqual([]);
    life.wait(48 * US_PER_HOUR);
    expect(stoppedAlarm(life)).toEqual([['raised', 95 * US_PER_HOUR + 36_000_000]]);
  });

  test('raises no alarm in a pump that delivers, however slowly', () => {
    const life = livingPump();
    life.pump.program({ mode: 'minimum rate' });
    life.wait(100 * 24 * US_PER_HOUR);
    expect(stoppedAlarm(life)).toEqual([]);
  });

  test('continues in a latched telemetry mode: the hours count on, and the alarm stays', () => {
    const life = livingPump({ state: { reservoirMl: 1 } });
    const scan = (): void => {
      life.pump.setField(scanner, { ...noEffects, emiTelemetry: true });
      life.wait(US_PER_HOUR);
      life.pump.removeField();
    };
    life.wait(40 * US_PER_HOUR);
    scan();
    expect(life.pump.firmware.latch.latched).toBe(true);
    expect(life.pump.delivery.doing).toBe('suspended');
    life.wait(7 * US_PER_HOUR);
    expect(stoppedAlarm(life)).toEqual([['raised', STOPPED_US]]);
    life.pump.interrogate();
    expect(life.pump.delivery.doing).toBe('stopped');
    scan();
    expect(life.pump.firmware.latch.latched).toBe(true);
    life.pump.interrogate();
    life.wait(100 * US_PER_HOUR);
    expect(stoppedAlarm(life)).toEqual([['raised', STOPPED_US]]);
    expect(life.pump.firmware.alarms.causes).toContain('pump stopped over 48 h');
  });
});
