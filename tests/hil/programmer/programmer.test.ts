import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../../../hil/bench.ts';
import { Programmer } from '../../../hil/programmer/programmer.ts';

const HOUR_US = 3_600_000_000;

describe('a programmer of the pump of a bench', () => {
  let bench: Bench;
  let programmer: Programmer;
  beforeEach(async () => {
    bench = await Bench.open({ rig: 'model', seed: 7 });
    programmer = await Programmer.of(bench);
  });
  afterEach(async () => {
    await programmer.close();
    await bench.close();
  });

  test('identifies and interrogates the pump, in no pump time', async () => {
    expect(await programmer.identify()).toMatchObject({ model: 'synchromed-ii', serialNumber: 1 });
    expect(await programmer.interrogate()).toMatchObject({ logEntryCount: 0, programmedMl: 0 });
    expect(bench.nowUs).toBe(0);
  });

  test('programs in two phases, and the pump delivers', async () => {
    const answer = await programmer.program({ mode: 'continuous', rateMlPerDay: 0.48 });
    expect(answer).toMatchObject({ ok: true, reply: { fieldsSet: 3 }, status: { doing: 'delivering' } });
    expect(await programmer.therapy()).toMatchObject({ mode: 'continuous', rateMlPerDay: 0.48, bolus: 'none' });
    await bench.toUs(HOUR_US);
    expect((await programmer.interrogate()).programmedMl).toBeCloseTo(0.02, 3);
  });

  test('drops a refused draft, and the therapy goes on', async () => {
    await programmer.program({ mode: 'continuous', rateMlPerDay: 0.48 });
    const refused = await programmer.program({ mode: 'continuous', rateMlPerDay: 90 });
    expect(refused).toEqual({ ok: false, field: 'rate', why: 'range' });
    expect(await programmer.therapy()).toMatchObject({ rateMlPerDay: 0.48 });
    expect(await programmer.request('PROGREAD', {}).catch((error: Error) => error.message)).toBe(
      'the pump of the bench refused PROGREAD with NODRAFT.',
    );
  });

  test('programs flex, boluses, drugs and alarms in one draft', async () => {
    const answer = await programmer.program({
      mode: 'flex',
      lowReservoirMl: 2,
      criticalEverySeconds: 600,
      nonCriticalEverySeconds: 3600,
      reservoirMl: 18,
      catheterMl: 0.2,
      drugs: [{ drugSlot: 1, drug: 'morphine', concentrationUgPerMl: 500 }],
      flex: [
        { day: 'all', fromMinutes: 0, rateMlPerDay: 0.2 },
        { day: 'all', fromMinutes: 360, rateMlPerDay: 0.6 },
      ],
      patientBolus: { volumeMl: 0.02, durationSeconds: 600, lockoutMinutes: 240, allottedCount: 3 },
    });
    expect(answer).toMatchObject({ ok: true });
    expect(await programmer.therapy()).toMatchObject({ mode: 'flex', rateMlPerDay: 0.2 });
    expect(await programmer.read('DRUG', { drugSlot: 1, of: 'pump' })).toMatchObject({ drug: 'morphine' });
    expect(await programmer.patientBolus()).toMatchObject({ ok: true, reply: { volumeMl: 0.02 } });
    expect(await programmer.patientBolus()).toMatchObject({ ok: false, field: 'patient' });
  });

  test('gives boluses and a study, reports their end, and refuses a second one', async () => {
    await programmer.program({ mode: 'continuous', rateMlPerDay: 0.48 });
    expect(await programmer.bolus({ volumeMl: 0.05, over: '10 min' })).toMatchObject({
      ok: true,
      reply: { durationSeconds: 600 },
    });
    expect(await programmer.study()).toEqual({ ok: false, field: 'bolus', why: 'busy' });
    await bench.toUs(HOUR_US);
    expect(await programmer.events()).toMatchObject([{ name: 'BOLUSEND', fields: { bolus: 'single', cut: 0 } }]);
    expect(await programmer.study()).toMatchObject({ ok: true });
    expect(await programmer.stop()).toMatchObject({ ok: true, status: { doing: 'stopped' } });
    expect(await programmer.prime(0.1)).toMatchObject({ ok: true });
  });

  test('reads the log, newest first', async () => {
    expect(await programmer.log()).toEqual([]);
    await programmer.program({ mode: 'continuous', rateMlPerDay: 24 });
    await bench.field({ fieldMt: 1500 });
    await bench.toUs(HOUR_US);
    await bench.noField();
    await bench.toUs(2 * HOUR_US);
    expect((await programmer.log()).map(({ kind }) => kind)).toEqual(['recovered', 'stall']);
  });

  test('sends nothing outside the table of the wire, and nothing once it is closed', async () => {
    const refused = (call: Promise<unknown>): Promise<string> => call.then(String, (error: Error) => error.message);
    expect(await refused(programmer.bolus({ volumeMl: -1, over: '1 min' }))).toMatch(/^BOLUS was not sent: .*-1.*\.$/);
    expect(await refused(programmer.bolus({ volumeMl: 1, over: '1 mn' as never }))).toBe(
      '`over`: found "1 mn"; allowed: whole microseconds, or a number with a unit (s, min, h, d, y), from 0 on.',
    );
    expect(await programmer.therapy()).toMatchObject({ bolus: 'none' });
    await programmer.close();
    expect(await refused(programmer.identify())).toBe(
      'This programmer is closed, so IDENT was not sent to the pump of the bench.',
    );
  });
});
