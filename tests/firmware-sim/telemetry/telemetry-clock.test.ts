import { describe, expect, test } from 'vitest';
import { noEffects } from '../../../firmware-sim/base/therapy.ts';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { DAY, HOUR, TelemetrySession } from '../telemetry-session.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

describe('the clock over the wire', () => {
  test('is set to the nearest such moment, and reports the change', () => {
    const session = TelemetrySession.open({ state: { startWeekMinutes: 8 * 60 } });
    session.run.wait(90 * SECOND + 250_000);
    expect(session.ask('CLOCK of=pump')).toMatchObject({ day: 'mon', at: '481', t: '28890' });
    expect(session.ask('SETCLOCK day=mon at=541 sec=30')).toMatchObject({ is: 'ok', by: '3599.750', s: '90' });
    expect(session.ask('CLOCK of=pump')).toMatchObject({ day: 'mon', at: '541', t: '32490' });
    expect(session.ask('SETCLOCK day=sun at=1439 sec=59')).toMatchObject({ is: 'ok', by: '-32491.000' });
    expect(session.ask('CLOCK of=pump')).toMatchObject({ day: 'sun', at: '1439', t: '-1' });
    expect(session.ask('SETCLOCK day=sun at=1439 sec=59')).toMatchObject({ is: 'ok', by: '0.000' });
  });

  test('moves flex at once, and keeps an open draft', () => {
    const session = TelemetrySession.open();
    session.program(
      'PROGMODE mode=flex',
      'PROGFLEX day=all at=0 rate=0.200000',
      'PROGFLEX day=all at=720 rate=1.000000',
    );
    session.run.wait(11.5 * HOUR);
    session.ask('PROGBEGIN');
    session.ask('PROGLOW low=3.000');
    const draft = session.ask('PROGREAD');
    expect(session.ask('SETCLOCK day=mon at=750 sec=0')).toMatchObject({ is: 'ok', by: '3600.000' });
    expect(session.ask('THERAPY of=pump')).toMatchObject({ r: '1.000000' });
    expect(session.ask('PROGREAD')).toMatchObject({ set: draft.set, crc: draft.crc });
    session.run.wait(11.5 * HOUR);
    expect(session.ask('CLOCK of=pump')).toMatchObject({ day: 'tue', at: '0' });
    expect(Number(session.ask('INTERROGATE').sum)).toBeCloseTo(0.575, 3);
  });

  test('stamps new log entries: numbers give the order, old stamps stay', () => {
    const session = TelemetrySession.open({ state: { reservoirMl: 3 } });
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=24.000000');
    session.run.wait(HOUR);
    session.ask('SETCLOCK day=mon at=15 sec=0');
    session.run.wait(3 * HOUR);
    expect(session.ask('LOG page=0')).toMatchObject({ of: '2', n: '2', kind: 'empty', at: '8100' });
    expect(session.ask('LOG page=1')).toMatchObject({ n: '1', kind: 'low', at: '3600' });
    const logged = session.heard.filter((line) => line.includes('LOGGED'));
    expect(logged).toHaveLength(2);
    expect(logged[1]).toContain('n=2 at=8100 kind=empty s=10800');
  });

  test('is not set while telemetry mode is latched, nor in a pump without a clock', () => {
    const session = TelemetrySession.open({ state: { reservoirMl: 1.9 } });
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    session.run.wait(HOUR);
    const { pump } = session.run;
    pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, emiTelemetry: true });
    pump.removeField();
    const clock = session.ask('CLOCK of=pump');
    expect(session.ask('SETCLOCK day=mon at=750 sec=0')).toMatchObject({ is: 'REFUSED', f: 'clock', why: 'latched' });
    expect(session.ask('CLOCK of=pump')).toEqual(clock);
    session.ask('INTERROGATE');
    expect(session.ask('SETCLOCK day=mon at=750 sec=0').is).toBe('ok');
    expect(session.ask('ABLE')).toMatchObject({ set: '01FF' });
    const other = TelemetrySession.open({ product: productNamed('siromedes') as Product });
    expect(other.ask('ABLE')).toMatchObject({ set: '0061' });
    expect(other.ask('SETCLOCK day=mon at=750 sec=0')).toMatchObject({ is: 'REFUSED', f: 'clock', why: 'lacking' });
  });

  test.each([
    ['SETCLOCK day=all at=0 sec=0'],
    ['SETCLOCK day=mon at=1440 sec=0'],
    ['SETCLOCK day=mon at=0 sec=60'],
    ['SETCLOCK day=mon at=-1 sec=0'],
    ['SETCLOCK day=mon at=0'],
  ])('rejects %s', (line) => {
    const session = TelemetrySession.open();
    session.run.wait(DAY);
    expect(session.ask(line).is).not.toBe('ok');
    expect(session.ask('CLOCK of=pump')).toMatchObject({ day: 'tue', at: '0', t: '86400' });
  });

  test('shows a drift: 200 ppm fast is 8 min 38 s after 30 days', () => {
    const session = TelemetrySession.open({ state: { clockDriftPpb: 200_000 } });
    session.run.wait(30 * DAY);
    expect(session.ask('CLOCK of=pump')).toMatchObject({ day: 'wed', at: '8', t: String(30 * 86_400 + 518) });
  });
});

test('reports the commanded volume at the end of a bolus, whole or cut', () => {
  const session = TelemetrySession.open();
  session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
  session.ask('BOLUS vol=0.060000 sec=1800');
  session.run.wait(31 * MINUTE);
  session.ask('BOLUS vol=0.060000 sec=1800');
  session.run.wait(10 * MINUTE);
  session.ask('STOP');
  session.run.wait(SECOND);
  const ends = session.heard
    .filter((line) => line.includes('BOLUSEND'))
    .map((line) => /cut=\S+ vol=\S+/.exec(line)?.[0]);
  expect(ends).toEqual(['cut=0 vol=0.060000', 'cut=1 vol=0.020000']);
});
