import { describe, expect, test } from 'vitest';
import { DAY, HOUR, TelemetrySession } from './telemetry-session.ts';

function delivering(): TelemetrySession {
  const session = TelemetrySession.open();
  session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
  return session;
}

describe('an immediate action of a programmer', () => {
  test('BOLUS reports the bolus in whole motor steps, at a rate of whole nL/day', () => {
    const session = delivering();
    const answer = session.ask('BOLUS vol=0.010010 sec=3600');
    expect(answer).toMatchObject({ is: 'ok', vol: '0.010000', rate: '0.240240', sec: '3596.4', d: 'bolus' });
    session.run.wait(HOUR);
    expect(session.ask('THERAPY of=pump')).toMatchObject({ d: 'delivering', b: 'none' });
    expect(session.run.events('in.bolus')).toMatchObject([{ kind: 'single bolus', volumeMl: 0.01001 }]);
  });

  test.each([
    ['BOLUS vol=0.000000 sec=60', 'bolus'],
    ['BOLUS vol=20.000001 sec=604800', 'bolus'],
    ['BOLUS vol=0.000001 sec=1', 'bolus'],
    ['BOLUS vol=1.000000 sec=3599', 'rate'],
    ['BOLUS vol=0.010000 sec=604800', 'rate'],
    ['PRIME vol=0.000000', 'prime'],
    ['PRIME vol=1.000001', 'prime'],
    ['REFILL vol=0.000000', 'refill'],
    ['REFILL vol=20.000001', 'refill'],
  ])('%s is out of range and changes nothing', (body, f) => {
    const session = delivering();
    const before = session.therapy();
    expect(session.ask(body)).toMatchObject({ is: 'REFUSED', f, why: 'range' });
    expect(session.therapy()).toEqual(before);
  });

  test('PRIME and STUDY run at their own rates, then the mode goes on', () => {
    const session = delivering();
    expect(session.ask('PRIME vol=0.250000')).toMatchObject({ vol: '0.250000', rate: '24.000000', sec: '900.0' });
    expect(session.ask('THERAPY of=pump')).toMatchObject({ b: 'priming' });
    session.run.wait(HOUR);
    expect(session.ask('STUDY')).toMatchObject({ vol: '0.010000', rate: '24.000000', sec: '36.0' });
    session.run.wait(HOUR);
    expect(session.run.events('true.film')).toHaveLength(2);
    expect(session.ask('PING')).toMatchObject({ d: 'delivering' });
  });

  test.each(['BOLUS vol=0.100000 sec=3600', 'PRIME vol=0.100000', 'STUDY', 'MINRATE'])(
    '%s is refused as busy while a bolus runs',
    (body) => {
      const session = delivering();
      session.ask('BOLUS vol=0.100000 sec=3600');
      const before = session.therapy();
      expect(session.ask(body)).toMatchObject({ is: 'REFUSED', f: 'bolus', why: 'busy' });
      expect(session.therapy()).toEqual(before);
    },
  );

  test('STOP and MINRATE take effect at once, STOP also during a bolus', () => {
    const session = delivering();
    session.ask('BOLUS vol=0.100000 sec=3600');
    expect(session.ask('STOP')).toMatchObject({ is: 'ok', d: 'stopped', g: '08' });
    expect(session.ask('MINRATE')).toMatchObject({ is: 'ok', d: 'delivering', g: '10' });
    expect(session.ask('THERAPY of=pump')).toMatchObject({ mode: 'minimum', r: '0.006000' });
  });

  test('ALTEST sounds the critical tone once, and raises no alarm', () => {
    const session = delivering();
    expect(session.ask('ALTEST')).toMatchObject({ is: 'ok', al: 'none' });
    expect(session.run.events('in.alarmTest')).toHaveLength(1);
    expect(session.run.events('pump.tone')).toMatchObject([{ class: 'critical' }]);
  });

  test('REFILL compares the syringe with the calculated level; PROGVOL sets it', () => {
    const session = TelemetrySession.open({ state: { reservoirMl: 18, accuracy: 1.1 } });
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    session.run.wait(10 * DAY);
    const { was, level } = session.ask('REFILL vol=20.000000');
    expect(level).toBe('13.000000');
    expect(Number(was)).toBeCloseTo(12.5, 2);
    expect(session.ask('RESERVOIR of=pump')).toMatchObject({ level: '13.000000' });
    expect(session.program('PROGVOL vol=20.000000')).toMatchObject({ is: 'ok' });
    expect(session.ask('RESERVOIR of=pump')).toMatchObject({ level: '20.000000' });
    expect(session.run.pump.reservoir.volumeMl).toBeCloseTo(20, 6);
  });

  test('a refill beyond the capacity draws nothing either', () => {
    const session = TelemetrySession.open({ state: { reservoirMl: 20, residualInsideCapacity: true } });
    const before = session.therapy();
    expect(session.ask('LIMITS f=refill')).toMatchObject({ max: '18.6000' });
    expect(session.ask('REFILL vol=18.600001')).toMatchObject({ is: 'REFUSED', f: 'refill', why: 'range' });
    expect(session.therapy()).toEqual(before);
    expect(session.ask('REFILL vol=18.600000')).toMatchObject({ is: 'ok', was: '18.600000' });
  });

  test('a new alarm interval applies to the tones: every 2 min instead of every 10', () => {
    const session = TelemetrySession.open({ state: { reservoirMl: 0.01 } });
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=24.000000', 'PROGCRIT crit=120');
    session.run.wait(HOUR);
    const tones = session.run.events('pump.tone').filter((tone) => tone.class === 'critical');
    expect((tones[2]?.t ?? 0) - (tones[1]?.t ?? 0)).toBe(120_000_000);
  });
});
