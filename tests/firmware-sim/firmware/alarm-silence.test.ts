import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { type LivingPump, livingPump } from '../living-pump.ts';

/** A pump with an active low reservoir alarm, which sounds every hour. */
function lowPump(): LivingPump {
  const life = livingPump({ state: { reservoirMl: 2 } });
  life.pump.programSimpleContinuous(0.5);
  life.wait(5 * US_PER_HOUR);
  expect(life.pump.firmware.alarms.causes).toEqual(['low reservoir']);
  return life;
}

describe('silenced alarms', () => {
  test('remain active and sound no longer', () => {
    const life = lowPump();
    const tones = life.events('pump.tone').length;
    expect(tones).toBe(6);
    expect(life.pump.silenceAlarms()).toEqual({ ok: true });
    life.wait(2 * US_PER_DAY);
    expect(life.events('pump.tone')).toHaveLength(tones);
    expect(life.pump.firmware.alarms.causes).toEqual(['low reservoir']);
    expect(life.events('pump.silence')).toMatchObject([{ causes: ['low reservoir'] }]);
  });

  test('do not silence a cause that is raised later, nor the same one raised again', () => {
    const life = lowPump();
    life.pump.silenceAlarms();
    // Empty by calculation 4 days after the start: a critical alarm every ten minutes.
    life.wait(4 * US_PER_DAY - 5 * US_PER_HOUR + 1);
    expect(life.events('pump.tone').at(-1)).toMatchObject({ class: 'critical', t: 4 * US_PER_DAY });
    life.pump.refill({ fillMl: 2.5 });
    const tones = life.events('pump.tone').length;
    life.wait(US_PER_DAY + US_PER_HOUR);
    const again = life.events('pump.tone').slice(tones);
    expect(again[0]).toMatchObject({ class: 'non-critical' });
    expect(again.length).toBeGreaterThan(1);
  });

  test('leave an alarm test to be heard', () => {
    const life = lowPump();
    life.pump.silenceAlarms();
    life.pump.alarmTest();
    expect(life.events('pump.tone').at(-1)).toMatchObject({ class: 'critical', t: 5 * US_PER_HOUR });
  });

  test('with no active cause are none, and change nothing later', () => {
    const life = livingPump({ state: { reservoirMl: 2.01 } });
    life.pump.silenceAlarms();
    life.pump.programSimpleContinuous(0.5);
    life.wait(US_PER_HOUR);
    expect(life.events('pump.silence')).toMatchObject([{ causes: [] }]);
    expect(life.events('pump.tone')).toHaveLength(1);
  });

  test('are refused while the telemetry mode is latched', () => {
    const life = lowPump();
    const effects = { restart: { kind: 'free' }, emiTelemetry: true, secondInterrogationQuirk: false } as const;
    life.pump.setField({ fieldMt: 1500, azimuthDeg: 0 }, effects);
    life.wait(US_PER_HOUR);
    life.pump.removeField();
    expect(life.pump.silenceAlarms()).toMatchObject({ ok: false, refusal: { why: 'latched' } });
    expect(life.events('pump.silence')).toEqual([]);
    life.pump.interrogate();
    expect(life.pump.silenceAlarms()).toEqual({ ok: true });
  });
});
