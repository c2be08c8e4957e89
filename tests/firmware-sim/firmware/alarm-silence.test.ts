import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun } from '../pump-run.ts';

/** A pump with an active low reservoir alarm, which sounds every hour. */
function lowPump(): PumpRun {
  const run = pumpRun({ state: { reservoirMl: 2 } });
  run.pump.programSimpleContinuous(0.5);
  run.wait(5 * US_PER_HOUR);
  expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
  return run;
}

describe('silenced alarms', () => {
  test('remain active and sound no longer', () => {
    const run = lowPump();
    const tones = run.events('pump.tone').length;
    expect(tones).toBe(6);
    expect(run.pump.silenceAlarms()).toEqual({ ok: true });
    run.wait(2 * US_PER_DAY);
    expect(run.events('pump.tone')).toHaveLength(tones);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
    expect(run.events('pump.silence')).toMatchObject([{ causes: ['low reservoir'] }]);
  });

  test('do not silence a cause that is raised later, nor the same one raised again', () => {
    const run = lowPump();
    run.pump.silenceAlarms();
    // Empty by calculation 4 days after the start: a critical alarm every ten minutes.
    run.wait(4 * US_PER_DAY - 5 * US_PER_HOUR + 1);
    expect(run.events('pump.tone').at(-1)).toMatchObject({ class: 'critical', t: 4 * US_PER_DAY });
    run.pump.refill({ fillMl: 2.5 });
    const tones = run.events('pump.tone').length;
    run.wait(US_PER_DAY + US_PER_HOUR);
    const again = run.events('pump.tone').slice(tones);
    expect(again[0]).toMatchObject({ class: 'non-critical' });
    expect(again.length).toBeGreaterThan(1);
  });

  test('do not silence an alarm test', () => {
    const run = lowPump();
    run.pump.silenceAlarms();
    run.pump.alarmTest();
    expect(run.events('pump.tone').at(-1)).toMatchObject({ class: 'critical', t: 5 * US_PER_HOUR });
  });

  test('without an active cause change nothing, then or later', () => {
    const run = pumpRun({ state: { reservoirMl: 2.01 } });
    run.pump.silenceAlarms();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR);
    expect(run.events('pump.silence')).toMatchObject([{ causes: [] }]);
    expect(run.events('pump.tone')).toHaveLength(1);
  });

  test('are refused while the telemetry mode is latched', () => {
    const run = lowPump();
    const effects = { restart: { kind: 'free' }, emiTelemetry: true, secondInterrogationQuirk: false } as const;
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 0 }, effects);
    run.wait(US_PER_HOUR);
    run.pump.removeField();
    expect(run.pump.silenceAlarms()).toMatchObject({ ok: false, refusal: { why: 'latched' } });
    expect(run.events('pump.silence')).toEqual([]);
    run.pump.interrogate();
    expect(run.pump.silenceAlarms()).toEqual({ ok: true });
  });
});
