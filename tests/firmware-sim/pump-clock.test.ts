import { describe, expect, test } from 'vitest';
import { noEffects, type Program, type PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

const STEP_ML = 0.000125;
const SECONDS_PER_HOUR = 3_600;
const SECONDS_PER_DAY = 86_400;

/** 0.2 mL/day, from 12:00 on 1 mL/day. */
const fromNoon: Program = {
  mode: 'flex',
  flex: {
    'every day': [
      { fromMinutes: 0, rateMlPerDay: 0.2 },
      { fromMinutes: 720, rateMlPerDay: 1 },
    ],
  },
};

function flexing(program = fromNoon, state: Partial<PumpState> = {}): PumpRun {
  const run = pumpRun({ state: { alarms: quietAlarms, ...state } });
  expect(run.pump.program(program)).toEqual({ ok: true });
  return run;
}

/** Hours since Monday 00:00. */
const setTo = ({ pump }: PumpRun, hours: number) => pump.clocks.set({ weekSeconds: hours * SECONDS_PER_HOUR });
const stepsOf = ({ pump }: PumpRun): number => pump.drive.commandedSteps();
const rateOf = ({ pump }: PumpRun): number => pump.interrogate().rateMlPerDay;
const shownOf = ({ pump }: PumpRun): number => pump.interrogate().weekMinutes / 60;

/** Volume from now to a shown hour, to one motor step. */
function volumeUntil(run: PumpRun, us: number): number {
  const before = stepsOf(run);
  run.wait(us);
  return (stepsOf(run) - before) * STEP_ML;
}

describe('flex and a clock that is set', () => {
  test('forward an hour at 11:30: the low half hour is skipped, the day gives 0.575 mL', () => {
    const run = flexing();
    run.wait(11.5 * US_PER_HOUR);
    expect(setTo(run, 12.5)).toEqual({ ok: true });
    expect([rateOf(run), shownOf(run)]).toEqual([1, 12.5]);
    run.wait(11.5 * US_PER_HOUR);
    expect(shownOf(run)).toBe(24);
    expect(Math.abs(stepsOf(run) * STEP_ML - 0.575)).toBeLessThan(STEP_ML);
    expect(rateOf(run)).toBe(0.2);
  });

  test('back an hour at 12:30: the half hour before noon repeats, the day gives 0.625 mL', () => {
    const run = flexing();
    run.wait(12.5 * US_PER_HOUR);
    expect(setTo(run, 11.5)).toEqual({ ok: true });
    expect([rateOf(run), shownOf(run)]).toEqual([0.2, 11.5]);
    run.wait(12.5 * US_PER_HOUR);
    expect(shownOf(run)).toBe(24);
    expect(Math.abs(stepsOf(run) * STEP_ML - 0.625)).toBeLessThan(STEP_ML);
  });

  test('back an hour at 11:30: the repeated hour runs at the low rate again', () => {
    const run = flexing();
    run.wait(11.5 * US_PER_HOUR);
    setTo(run, 10.5);
    run.wait(13.5 * US_PER_HOUR);
    expect(Math.abs(stepsOf(run) * STEP_ML - (0.2 * 13 + 12) / 24)).toBeLessThan(STEP_ML);
  });

  test('over midnight and the end of the week, either way: the weekday changes with it', () => {
    const program: Program = {
      mode: 'flex',
      flex: {
        'every day': [{ fromMinutes: 0, rateMlPerDay: 0.5 }],
        monday: [{ fromMinutes: 0, rateMlPerDay: 1 }],
        sunday: [{ fromMinutes: 0, rateMlPerDay: 2 }],
      },
    };
    const late = flexing(program, { startWeekMinutes: 7 * 1440 - 30 });
    expect(rateOf(late)).toBe(2);
    setTo(late, 0.5);
    expect([rateOf(late), shownOf(late)]).toEqual([1, 0.5]);
    const early = flexing(program, { startWeekMinutes: 30 });
    setTo(early, 7 * 24 - 0.5);
    expect([rateOf(early), shownOf(early)]).toEqual([2, 7 * 24 - 0.5]);
    expect(volumeUntil(early, US_PER_HOUR)).toBeCloseTo((2 * 0.5 + 1 * 0.5) / 24, 3);
    const thursday = flexing(program);
    setTo(thursday, 3.5 * 24);
    expect(thursday.events('pump.clock').at(-1)).toMatchObject({ shows: 'Thursday 12:00:00', byS: 302_400 });
    setTo(thursday, 0.5 * 24);
    expect(thursday.events('pump.clock').at(-1)).toMatchObject({ shows: 'Monday 12:00:00', byS: -259_200 });
  });

  test('to the time that it already shows leaves delivery unchanged', () => {
    const run = flexing();
    const untouched = flexing();
    for (const one of [run, untouched]) one.wait(5 * US_PER_HOUR);
    const { line } = run.pump.delivery;
    for (let i = 0; i < 100; i += 1) setTo(run, 5);
    expect(run.pump.delivery.line).toBe(line);
    for (const one of [run, untouched]) one.wait(US_PER_DAY);
    expect(stepsOf(run)).toBe(stepsOf(untouched));
  });

  test('a thousand times forward and back loses and gains no motor step', () => {
    const run = flexing();
    run.wait(11 * US_PER_HOUR);
    for (let i = 0; i < 1000; i += 1) {
      setTo(run, i % 2 === 0 ? 13 : 11);
      run.wait(17 * US_PER_SECOND);
    }
    const wanted = (0.2 * 11) / 24 + (500 * 17 * (1 + 0.2)) / SECONDS_PER_DAY;
    expect(wanted / STEP_ML - stepsOf(run)).toBeGreaterThan(-0.01);
    expect(wanted / STEP_ML - stepsOf(run)).toBeLessThan(1.01);
  });
});

describe('functions independent of the clock', () => {
  test('a running bolus keeps its duration, and flex then follows the new clock', () => {
    const run = flexing();
    run.wait(11 * US_PER_HOUR);
    run.pump.singleBolus(0.1, 4.8);
    run.wait(10 * US_PER_MINUTE);
    expect(setTo(run, 13)).toEqual({ ok: true });
    expect(run.pump.delivery).toMatchObject({ bolusKind: 'single bolus', doing: 'bolus', basalMlPerDay: 1 });
    run.wait(20 * US_PER_MINUTE);
    const [start, end] = run.events('pump.bolus');
    expect(end).toMatchObject({ phase: 'end', steps: 800, t: (start?.t ?? 0) + 30 * US_PER_MINUTE });
    expect(run.pump.delivery).toMatchObject({ doing: 'delivering', basalMlPerDay: 1 });
  });

  test('a periodic bolus keeps its interval, whatever the clock shows', () => {
    const run = pumpRun({ state: { alarms: quietAlarms } });
    const periodicBolus = { volumeMl: 0.025, durationUs: 10 * US_PER_MINUTE, everyUs: 6 * US_PER_HOUR };
    run.pump.program({ mode: 'periodic bolus', rateMlPerDay: 0.2, periodicBolus });
    run.wait(US_PER_HOUR);
    setTo(run, 50);
    run.wait(US_PER_DAY);
    const starts = run.events('pump.bolus').filter(({ phase }) => phase === 'start');
    expect(starts.map(({ t }) => t / US_PER_HOUR)).toEqual([0, 6, 12, 18, 24]);
  });

  test('lockout and the 24 h of the allotment keep their elapsed time', () => {
    const setting = {
      volumeMl: 0.02,
      durationUs: 10 * US_PER_MINUTE,
      lockoutUs: 4 * US_PER_HOUR,
      allottedCount: 2,
    };
    const run = flexing({ mode: 'simple continuous', rateMlPerDay: 0.2, patientBolus: setting });
    const ask = () => run.pump.askPatientBolus();
    expect(ask()).toEqual({ ok: true });
    setTo(run, 12);
    run.wait(4 * US_PER_HOUR - 1);
    expect(ask()).toMatchObject({ refusal: { why: 'lockout' } });
    run.wait(1);
    expect(ask()).toEqual({ ok: true });
    setTo(run, 3 * 24);
    run.wait(20 * US_PER_HOUR - 1);
    expect(ask()).toMatchObject({ refusal: { why: 'allotment' } });
    run.wait(1);
    expect(ask()).toEqual({ ok: true });
  });

  test('48 h of a stop, alarm intervals and the end of service keep elapsed time', () => {
    const lifeUs = 7 * 365.25 * US_PER_DAY;
    const ageUs = lifeUs - 100 * US_PER_HOUR;
    const alarms = { ...quietAlarms, criticalEveryUs: 10 * US_PER_MINUTE };
    const moved = pumpRun({ state: { ageUs, alarms } });
    const left = pumpRun({ state: { ageUs, alarms } });
    for (const run of [moved, left]) {
      run.pump.programStopped();
      run.wait(US_PER_HOUR);
    }
    for (let i = 0; i < 30; i += 1) {
      setTo(moved, (i * 37) % 168);
      for (const run of [moved, left]) run.wait(4 * US_PER_HOUR);
    }
    const timesOf = (run: PumpRun, name: string) => run.events(name).map(({ t, cause }) => [t, cause]);
    expect(timesOf(left, 'pump.tone').length).toBeGreaterThan(100);
    for (const name of ['pump.alarm', 'pump.tone']) expect(timesOf(moved, name)).toEqual(timesOf(left, name));
    expect(moved.pump.delivery.doing).toBe('ended');
    expect(moved.pump.interrogate().ageUs).toBe(left.pump.interrogate().ageUs);
  });

  test.each(['volume', 'time', 'eitherLater'] as const)('the law %s logs a stall at its elapsed time', (law) => {
    const stallsOf = (hours: number | undefined) => {
      const run = pumpRun({ state: { law, alarms: quietAlarms } });
      run.pump.programSimpleContinuous(0.5);
      run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
      run.wait(5 * US_PER_MINUTE);
      if (hours !== undefined) setTo(run, hours);
      run.wait(US_PER_HOUR);
      return run.stalls();
    };
    expect(stallsOf(20)).toEqual(stallsOf(undefined));
    expect(stallsOf(20)).toHaveLength(1);
  });

  test('the days to the next refill', () => {
    const run = flexing({ mode: 'simple continuous', rateMlPerDay: 0.5 });
    const before = run.pump.interrogate().refillDays;
    setTo(run, 80);
    expect(run.pump.interrogate().refillDays).toBe(before);
  });
});

describe('setting the clock', () => {
  test('of a stopped pump changes only the time it shows', () => {
    const run = pumpRun();
    run.wait(US_PER_HOUR);
    expect(setTo(run, 15)).toEqual({ ok: true });
    expect(run.pump.interrogate()).toMatchObject({ weekMinutes: 900, doing: 'stopped', pumpUs: US_PER_HOUR });
    expect(run.pump.program(fromNoon)).toEqual({ ok: true });
    expect(rateOf(run)).toBe(1);
  });

  test('is shown by an interrogation, and a scan alters the flex step at the new time', () => {
    const run = flexing();
    run.wait(US_PER_HOUR);
    run.pump.interrogate();
    setTo(run, 13);
    run.pump.interrogate();
    expect(run.events('pump.interrogation').map(({ clock }) => clock)).toEqual([undefined, 'Monday 13:00:00']);
    run.pump.firmware.alter({ kind: 'rate', rateMlPerDay: 2 });
    expect(run.pump.delivery.program.flex?.['every day']?.map(({ rateMlPerDay }) => rateMlPerDay)).toEqual([0.2, 2]);
    expect(rateOf(run)).toBe(2);
  });

  test('is refused while telemetry mode is latched, and changes nothing', () => {
    const run = flexing(fromNoon, { reservoirMl: 1.9 });
    run.wait(US_PER_HOUR);
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, emiTelemetry: true });
    run.pump.removeField();
    expect(run.pump.delivery.doing).toBe('suspended');
    const dueUs = run.clock.nextDueUs();
    expect(setTo(run, 15)).toMatchObject({ ok: false, refusal: { field: 'clock', why: 'latched' } });
    expect([run.pump.firmware.status().weekMinutes, run.clock.nextDueUs()]).toEqual([60, dueUs]);
    expect(run.events('pump.clock')).toEqual([]);
    run.pump.interrogate();
    expect(setTo(run, 15)).toEqual({ ok: true });
    expect(rateOf(run)).toBe(1);
  });

  test('is refused by a pump that has no clock to set', () => {
    const siromedes = pumpRun({ product: productNamed('siromedes') as Product });
    expect(setTo(siromedes, 15)).toMatchObject({
      refusal: { field: 'clock', why: 'lacking', value: 'Monday 15:00:00' },
    });
  });

  test('stamps new log entries by the new time and keeps old stamps; numbers give order', () => {
    const run = flexing({ mode: 'simple continuous', rateMlPerDay: 24 }, { reservoirMl: 3 });
    run.wait(US_PER_HOUR);
    expect(run.pump.log.entries).toMatchObject([{ number: 1, kind: 'low reservoir', stampUs: US_PER_HOUR }]);
    setTo(run, 0.25);
    run.wait(3 * US_PER_HOUR);
    expect(run.pump.log.entries.map(({ number, atUs, stampUs }) => [number, atUs, stampUs])).toEqual([
      [1, US_PER_HOUR, US_PER_HOUR],
      [2, 3 * US_PER_HOUR, 2.25 * US_PER_HOUR],
    ]);
    const records = run.events('pump.log').map(({ stamp }) => stamp);
    expect(records).toEqual([undefined, 'Monday 02:15:00']);
  });

  test('keeps the stamp of a hidden recovery, taken by the old clock', () => {
    const run = flexing({ mode: 'simple continuous', rateMlPerDay: 24 });
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, secondInterrogationQuirk: true });
    run.wait(5 * US_PER_MINUTE);
    run.pump.removeField();
    run.wait(5 * US_PER_MINUTE);
    setTo(run, 100);
    for (let i = 0; i < 2; i += 1) run.pump.interrogate();
    const last = run.pump.log.entries.at(-1);
    expect(last?.kind).toBe('motor stall recovery');
    expect(last?.stampUs).toBe(last?.atUs);
  });
});

describe('the local time of the patient', () => {
  test('changes apart from the pump, and a programmer sets the clock to it', () => {
    const run = flexing(fromNoon, { followsLocalTime: true });
    run.wait(11.5 * US_PER_HOUR);
    run.pump.clocks.moveLocalTime(US_PER_HOUR);
    expect([rateOf(run), shownOf(run)]).toEqual([0.2, 11.5]);
    run.wait(US_PER_MINUTE);
    expect(run.pump.clocks.set('local time')).toEqual({ ok: true });
    expect(run.pump.interrogate().weekMinutes).toBe(12 * 60 + 31);
    const ahead = run.trace.records.filter((record) => 's' in record && record.s === 'true.clockAheadMin');
    expect(ahead.map((record) => ('v' in record ? record.v : undefined))).toEqual([0, -60, 0]);
  });
});

describe('a clock that drifts', () => {
  test.each([
    [200_000, 8.64],
    [-200_000, -8.64],
    [12_500, 0.54],
    [1, 0.0000432],
  ])('by %i ppb is %d min ahead after 30 days', (clockDriftPpb, minutes) => {
    const run = flexing(fromNoon, { clockDriftPpb, followsLocalTime: true });
    run.wait(30 * US_PER_DAY);
    const { calendarUs } = run.pump.interrogate();
    expect((calendarUs - 30 * US_PER_DAY) / US_PER_MINUTE).toBeCloseTo(minutes, 6);
    run.pump.clocks.moveLocalTime(0);
    const last = run.trace.records.at(-1);
    expect(last !== undefined && 'v' in last ? last.v : undefined).toBeCloseTo(minutes, 6);
  });

  test('shifts the steps of flex and keeps rates: 30 days at 200 ppm end 518.4 s ahead', () => {
    const run = flexing(fromNoon, { clockDriftPpb: 200_000 });
    run.wait(30 * US_PER_DAY);
    // 30 days by the clock, each shorter by 200 ppm, then 518.4 s of the clock at the low rate.
    const wantedMl = (30 * 0.6 + (0.2 * 518.4) / SECONDS_PER_DAY) / 1.0002;
    expect(Math.abs(stepsOf(run) * STEP_ML - wantedMl)).toBeLessThan(STEP_ML * 1.01);
    expect(rateOf(run)).toBe(0.2);
  });

  test.each([200_001, -200_001, 0.5, Number.NaN])('of %d ppb is outside the limits of this pump', (clockDriftPpb) => {
    expect(() => pumpRun({ state: { clockDriftPpb } })).toThrow(RangeError);
  });
});
