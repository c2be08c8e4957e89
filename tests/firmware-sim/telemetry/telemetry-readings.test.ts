import { describe, expect, test } from 'vitest';
import { alarmCauses } from '../../../firmware-sim/base/alarm-cause.ts';
import { noEffects } from '../../../firmware-sim/base/therapy.ts';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { causeBits } from '../../../firmware-sim/telemetry/telemetry-fields.ts';
import { modelWord } from '../../../firmware-sim/telemetry/telemetry-readings.ts';
import { bytesOf } from '../../../protocol/tables/ascii.ts';
import { DAY, HOUR, TelemetrySession } from '../telemetry-session.ts';

const scan = { fieldMt: 1500, angleDeg: 90, azimuthDeg: 0 };

/** A pump that stalls for a day with an alarm, then is free again. */
function afterAScan(): TelemetrySession {
  const session = TelemetrySession.open();
  session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
  session.run.pump.setField(scan);
  session.run.wait(DAY);
  session.run.pump.removeField();
  session.run.wait(DAY);
  return session;
}

describe("a pump's readings", () => {
  test('name the pump: model, serial number, calibration constant', () => {
    const session = TelemetrySession.open();
    expect(session.ask('IDENT')).toMatchObject({
      is: 'ok',
      model: 'synchromed-ii',
      sn: '4711',
      cal: '30.000',
      fw: '1',
    });
  });

  test('have a word for every product, and a bit for every cause of alarm', () => {
    expect(new Set(products.map(({ id }) => modelWord(id))).size).toBe(products.length);
    expect(modelWord("a user's own")).toBe('other');
    expect(causeBits(alarmCauses)).toBe(2 ** alarmCauses.length - 1);
  });

  test('end each reply with pump time, state, flags and the class of alarm', () => {
    const session = TelemetrySession.open();
    expect(session.ask('PING')).toEqual({ is: 'ok', s: '0', d: 'stopped', g: '08', al: 'none', e: '00' });
    session.ask('PROGBEGIN');
    session.run.wait(90_500_000);
    expect(session.ask('PING')).toMatchObject({ s: '90', g: '09' });
    session.ask('MINRATE');
    expect(session.ask('PING')).toMatchObject({ d: 'delivering', g: '11' });
  });

  test('give mode, rate, and the rest of a bolus', () => {
    const session = TelemetrySession.open();
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    expect(session.ask('THERAPY of=pump')).toMatchObject({
      mode: 'continuous',
      r: '0.500000',
      b: 'none',
      l: '0.000000',
    });
    session.ask('BOLUS vol=0.100000 sec=3600');
    session.run.wait(HOUR / 2);
    expect(session.ask('THERAPY of=pump')).toMatchObject({ r: '0.500000', b: 'single', l: '0.050000', d: 'bolus' });
  });

  test('give the calculated volume, not the true one', () => {
    const session = TelemetrySession.open({ state: { reservoirMl: 18, accuracy: 1.145 } });
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    session.run.wait(2 * DAY);
    expect(session.ask('RESERVOIR of=pump')).toMatchObject({ level: '17.000000', cap: '20.0', cath: '0.2206' });
    expect(session.run.pump.reservoir.volumeMl).toBeLessThan(16.9);
  });

  test('give the daily dose of each drug from the programmed rate', () => {
    const session = TelemetrySession.open();
    session.program('PROGDRUG n=2 drug=baclofen c=2000.00', 'PROGMODE mode=continuous', 'PROGRATE rate=0.250000');
    expect(session.ask('DRUG n=2 of=pump')).toMatchObject({ drug: 'baclofen', c: '2000.00', dose: '500.00' });
    expect(session.ask('DRUG n=1 of=pump')).toMatchObject({ drug: 'none', c: '0.00', dose: '0.00' });
    session.ask('STOP');
    expect(session.ask('DRUG n=2 of=pump')).toMatchObject({ drug: 'baclofen', dose: '0.00' });
  });

  test('give active causes as bits, and the settings', () => {
    const session = afterAScan();
    expect(session.ask('ALARMS of=pump')).toMatchObject({
      set: '0000',
      eri: '0',
      low: '2.000',
      crit: '600',
      non: '3600',
    });
    session.run.pump.setField(scan);
    session.run.wait(DAY);
    expect(session.ask('ALARMS of=pump')).toMatchObject({ set: '0001', al: 'critical' });
  });

  test('name the limits beyond which the pump refuses', () => {
    const session = TelemetrySession.open();
    expect(session.ask('LIMITS f=rate')).toMatchObject({ min: '0.0480', max: '24.0000' });
    expect(session.ask('LIMITS f=crit')).toMatchObject({ min: '60.0000', max: '86400.0000' });
    expect(session.ask('LIMITS f=bolus')).toMatchObject({ min: '0.0000', max: '20.0000' });
    expect(session.ask('LIMITS f=refill')).toMatchObject({ min: '0.0000', max: '20.0000' });
  });

  test('give age and programmed volume at an interrogation', () => {
    const session = TelemetrySession.open({ state: { ageUs: 100 * DAY } });
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    session.run.wait(DAY);
    expect(session.ask('INTERROGATE')).toMatchObject({ is: 'ok', age: '101.0', log: '0', sum: '0.500' });
    expect(session.run.events('in.interrogate')).toHaveLength(1);
  });
});

describe('the log over the wire', () => {
  test('is empty in a new pump, and has no other page', () => {
    const session = TelemetrySession.open();
    expect(session.ask('LOG page=0')).toMatchObject({ is: 'ok', of: '0', n: '0', kind: 'none' });
    expect(session.ask('LOG page=1')).toMatchObject({ is: 'PAGE', of: '0' });
  });

  test('shows the newest first, with the time at which the pump logged it', () => {
    const session = afterAScan();
    const [stall, recovery] = session.run.logged();
    const recoveredSeconds = String(Math.floor((recovery?.[1] ?? 0) / 1e6));
    const stalledSeconds = String(Math.floor((stall?.[1] ?? 0) / 1e6));
    expect(session.ask('LOG page=0')).toMatchObject({ of: '2', n: '2', at: recoveredSeconds, kind: 'recovered' });
    expect(session.ask('LOG page=1')).toMatchObject({ of: '2', n: '1', at: stalledSeconds, kind: 'stall' });
    expect(session.ask('LOG page=2')).toMatchObject({ is: 'PAGE', of: '2' });
  });

  test('stays unchanged while it is read, whatever is logged meanwhile', () => {
    const session = afterAScan();
    session.ask('LOG page=0');
    session.run.pump.setField(scan);
    session.run.wait(DAY);
    expect(session.run.logged().length).toBeGreaterThan(2);
    expect(session.ask('LOG page=1')).toMatchObject({ of: '2', n: '1', kind: 'stall' });
    expect(session.ask('LOG page=0')).toMatchObject({ of: '3', n: '3' });
  });

  test('starts from the first page in a new session', () => {
    const session = afterAScan();
    session.ask('LOG page=0');
    session.hello(0x5c);
    expect(session.ask('LOG page=1')).toMatchObject({ is: 'PAGE', of: '0' });
  });
});

describe('unrequested messages of a pump', () => {
  test("report a log entry, and a raised and a cleared cause, with the pump's state", () => {
    const session = afterAScan();
    expect(session.events('LOGGED')).toMatchObject([
      { n: '1', kind: 'stall' },
      { n: '2', kind: 'recovered' },
    ]);
    expect(session.events('ALARM')).toMatchObject([
      { cause: 'stall', on: '1', al: 'critical' },
      { cause: 'stall', on: '0', al: 'none' },
    ]);
  });

  test('report the end of a bolus, cut or whole, when it no longer runs', () => {
    const session = TelemetrySession.open();
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    session.ask('STUDY');
    session.run.wait(HOUR);
    session.ask('BOLUS vol=0.100000 sec=3600');
    session.ask('STOP');
    session.run.wait(0);
    expect(session.events('BOLUSEND')).toMatchObject([
      { b: 'study', cut: '0', d: 'delivering', s: '36' },
      { b: 'single', cut: '1', d: 'stopped' },
    ]);
  });
});

describe('interference while an alarm stands', () => {
  function latched(): TelemetrySession {
    const session = TelemetrySession.open();
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    session.run.pump.setField(scan, { ...noEffects, emiTelemetry: true });
    session.run.wait(DAY);
    session.run.pump.removeField();
    session.run.wait(DAY);
    return session;
  }

  test('latches; reading keeps the latch, and changes of the therapy are refused', () => {
    const session = latched();
    const before = session.therapy();
    for (const reading of ['IDENT', 'THERAPY of=pump', 'ALARMS of=pump', 'LOG page=0', 'STAT']) {
      expect(session.ask(reading)).toMatchObject({ is: 'ok', d: 'suspended', g: '02' });
    }
    for (const change of ['STOP', 'MINRATE', 'BOLUS vol=0.100000 sec=3600', 'STUDY', 'PRIME vol=0.200000']) {
      expect(session.ask(change)).toMatchObject({ is: 'REFUSED', why: 'latched' });
    }
    expect(session.program('PROGLOW low=3.000')).toMatchObject({ is: 'REFUSED', f: 'draft', why: 'latched' });
    expect(session.therapy()).toEqual(before);
  });

  test('ends with INTERROGATE, and the same draft is then accepted', () => {
    const session = latched();
    session.program('PROGLOW low=3.000');
    expect(session.ask('INTERROGATE')).toMatchObject({ is: 'ok', d: 'delivering', g: '01' });
    expect(session.ask(`PROGCOMMIT crc=${session.ask('PROGREAD').crc}`)).toMatchObject({ is: 'ok', g: '00' });
    expect(session.ask('ALARMS of=pump')).toMatchObject({ low: '3.000' });
  });
});

test('without a session, STAT reports no stop, and two stop bytes change no therapy', () => {
  const session = new TelemetrySession();
  session.run.pump.programSimpleContinuous(0.5);
  const before = session.therapy();
  session.server.receive(bytesOf('help\nstat\n\x18\x18\n'));
  expect(session.heard.join('\n')).toContain('# read-only console until a host says HELLO');
  expect(session.heard.join('\n')).not.toContain('stop is two bytes');
  expect(session.therapy()).toEqual(before);
});
