import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FlexStep, type FlexWeek, MINUTES_PER_WEEK, weekSteps } from '../../../firmware-sim/base/flex-week.ts';
import { noEffects, type Program } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { pumpRun, quietAlarms } from '../pump-run.ts';

const STEP_ML = 0.000125;
const dayAndNight: FlexWeek = {
  'every day': [
    { fromMinutes: 0, rateMlPerDay: 0.2 },
    { fromMinutes: 360, rateMlPerDay: 0.6 },
    { fromMinutes: 1320, rateMlPerDay: 0.3 },
  ],
  sunday: [{ fromMinutes: 0, rateMlPerDay: 0.1 }],
};
const flex = (week: FlexWeek): Program => ({ mode: 'flex', flex: week });

/** Volume of a week from one minute to another, as a sum over minutes. */
function minuteSumMl(week: FlexWeek, fromMinutes: number, toMinutes: number): number {
  const steps = weekSteps(week);
  let nlMinutes = 0;
  for (let minute = fromMinutes; minute < toMinutes; minute += 1) {
    const ofWeek = minute % MINUTES_PER_WEEK;
    const step = steps.findLast((one) => one.fromMinutes <= ofWeek) ?? steps.at(-1);
    nlMinutes += Math.round((step?.step.rateMlPerDay ?? 0) * 1e6);
  }
  return nlMinutes / 1440 / 1e6;
}

const aRate = fc.integer({ min: 48_000, max: 3_000_000 }).map((nl) => nl / 1e6);
const aPattern = fc
  .tuple(
    aRate,
    fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 1439 }), aRate), { maxLength: 12, selector: ([at]) => at }),
  )
  .map(([first, more]): readonly FlexStep[] =>
    [[0, first] as const, ...more]
      .map(([fromMinutes, rateMlPerDay]) => ({ fromMinutes, rateMlPerDay }))
      .sort((a, b) => a.fromMinutes - b.fromMinutes),
  );
const aWeek = fc
  .record({
    every: aPattern,
    tuesday: fc.option(aPattern, { nil: undefined }),
    sunday: fc.option(aPattern, { nil: undefined }),
  })
  .map(
    ({ every, tuesday, sunday }): FlexWeek => ({
      'every day': every,
      ...(tuesday === undefined ? {} : { tuesday }),
      ...(sunday === undefined ? {} : { sunday }),
    }),
  );

describe('flex', () => {
  test("follows the steps of its clock's weekday, across midnight and the week's end", () => {
    const run = pumpRun({ state: { startWeekMinutes: 6 * 1440 + 18 * 60 } });
    expect(run.pump.program(flex(dayAndNight))).toEqual({ ok: true });
    const rates = [1, 7, 13, 29, 31].map((hour) => {
      run.clock.advanceTo(hour * US_PER_HOUR);
      return run.pump.delivery.basalMlPerDay;
    });
    expect(rates).toEqual([0.1, 0.2, 0.6, 0.3, 0.2]);
  });

  test('makes no record at a boundary that changes nothing', () => {
    const run = pumpRun({ state: { alarms: quietAlarms } });
    const steps = Array.from({ length: 12 }, (_, i) => ({
      fromMinutes: 120 * i,
      rateMlPerDay: i < 6 ? 0.2 : 0.4,
    }));
    run.pump.program(flex({ 'every day': steps }));
    const before = run.trace.records.length;
    run.wait(10 * US_PER_DAY - 1);
    const rates = run.trace.records.slice(before).filter((record) => 's' in record && record.s === 'pump.rateMlPerDay');
    expect(rates).toHaveLength(19);
    const even = pumpRun({ state: { alarms: quietAlarms } });
    even.pump.program(flex({ 'every day': steps.map((step) => ({ ...step, rateMlPerDay: 0.5 })) }));
    const records = even.trace.records.length;
    even.wait(10 * US_PER_DAY);
    expect(even.trace.records).toHaveLength(records);
  });

  test('of any week equals the sum over its minutes to one step, from any minute on', () => {
    const someMinutes = fc.integer({ min: 0, max: MINUTES_PER_WEEK - 1 });
    fc.assert(
      fc.property(
        aWeek,
        someMinutes,
        fc.integer({ min: 0, max: 4 * MINUTES_PER_WEEK }),
        (week, startWeekMinutes, minutes) => {
          const { pump, clock } = pumpRun({ state: { startWeekMinutes, alarms: quietAlarms } });
          pump.program(flex(week));
          clock.advanceTo(minutes * US_PER_MINUTE);
          const shortMl =
            minuteSumMl(week, startWeekMinutes, startWeekMinutes + minutes) - pump.drive.commandedSteps() * STEP_ML;
          expect(shortMl).toBeGreaterThan(-1e-9);
          expect(shortMl).toBeLessThan(STEP_ML + 1e-9);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('does not drift over a year with rates that do not divide evenly', () => {
    const steps = Array.from({ length: 12 }, (_, i) => ({
      fromMinutes: 120 * i,
      rateMlPerDay: (301_007 + 7_919 * i) / 1e6,
    }));
    const { pump, clock } = pumpRun({ state: { alarms: quietAlarms } });
    pump.program(flex({ 'every day': steps }));
    clock.advanceTo(365 * US_PER_DAY);
    const nlPerDay = steps.reduce((sum, { rateMlPerDay }) => sum + Math.round(rateMlPerDay * 1e6), 0) / 12;
    expect(Math.abs(pump.drive.commandedSteps() - (nlPerDay * 365) / 125)).toBeLessThanOrEqual(1);
    expect(pump.interrogate().meanMlPerDay).toBeCloseTo(nlPerDay / 1e6, 12);
  });

  test('continues by its clock after a bolus across a boundary, and catches nothing up', () => {
    const { pump, clock } = pumpRun();
    pump.program(flex(dayAndNight));
    clock.advanceTo(6 * US_PER_HOUR - 5 * US_PER_MINUTE);
    pump.singleBolus(0.05, 7.2);
    clock.advanceTo(6 * US_PER_HOUR);
    expect(pump.delivery.doing).toBe('bolus');
    clock.advanceTo(7 * US_PER_HOUR);
    expect(pump.delivery.basalMlPerDay).toBe(0.6);
    const wantedUl = 0.2e3 * (5 / 24 + 55 / 1440) + 50 + 0.6e3 * (55 / 1440);
    expect(Math.abs(pump.drive.commandedSteps() * 0.125 - wantedUl)).toBeLessThan(0.3);
  });

  test('shows the days to low reservoir by its mean rate: (fill - threshold) / rate', () => {
    const { pump } = pumpRun();
    pump.program(
      flex({
        'every day': [
          { fromMinutes: 0, rateMlPerDay: 0.25 },
          { fromMinutes: 720, rateMlPerDay: 0.75 },
        ],
      }),
    );
    expect(pump.interrogate()).toMatchObject({ rateMlPerDay: 0.25, meanMlPerDay: 0.5, refillDays: 36 });
  });

  const step = (fromMinutes: number, rateMlPerDay = 0.5): FlexStep => ({ fromMinutes, rateMlPerDay });
  test.each<readonly [string, FlexWeek | undefined, string, string]>([
    ['without steps', undefined, 'flex', 'missing'],
    ['without a weekday', { monday: [step(0)] }, 'flex', 'missing'],
    ['of a day without steps', { 'every day': [step(0)], friday: [] }, 'flex steps', 'range'],
    ['from one o clock on', { 'every day': [step(60)] }, 'flex', 'order'],
    ['with two steps at once', { 'every day': [step(0), step(60), step(60)] }, 'flex', 'order'],
    ['out of order', { 'every day': [step(0), step(90), step(60)] }, 'flex', 'order'],
    ['beyond the day', { 'every day': [step(0), step(1440)] }, 'flex', 'range'],
    ['at half a minute', { 'every day': [step(0), step(0.5)] }, 'flex', 'range'],
    ['at no number', { 'every day': [step(0), step(Number.NaN)] }, 'flex', 'range'],
    ['with a rate out of range', { 'every day': [step(0), step(60, 24.1)] }, 'rate', 'range'],
    ['with a rate of 0', { 'every day': [step(0), step(60, 0)] }, 'rate', 'range'],
    ['with no number for a rate', { 'every day': [step(0, Number.NaN)] }, 'rate', 'range'],
    ['with 14 steps', { 'every day': Array.from({ length: 14 }, (_, i) => step(i)) }, 'flex steps', 'range'],
  ])('%s is refused, and the running therapy goes on', (_, week, field, why) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR + 7);
    const before = [run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()];
    const answer = run.pump.program({ mode: 'flex', ...(week === undefined ? {} : { flex: week }) });
    expect(answer).toMatchObject({ ok: false, refusal: { field, why } });
    expect([run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()]).toEqual(before);
  });

  test('goes on by its clock while telemetry is latched: its steps count as withheld', () => {
    const run = pumpRun();
    const steps = [
      { fromMinutes: 0, rateMlPerDay: 0.2 },
      { fromMinutes: 720, rateMlPerDay: 0.6 },
    ];
    run.pump.program(flex({ 'every day': steps }));
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, emiTelemetry: true });
    run.wait(2 * US_PER_DAY);
    run.pump.removeField();
    const { withheldMl, doing, commandedSteps } = run.pump.delivery;
    expect(doing).toBe('suspended');
    expect(Math.abs(withheldMl + commandedSteps * STEP_ML - 0.8)).toBeLessThan(2 * STEP_ML);
  });

  test('a scan alters the step under way, on all days that share its pattern, no other', () => {
    const run = pumpRun({ state: { startWeekMinutes: 7 * 60 } });
    run.pump.program(flex(dayAndNight));
    run.pump.setField(
      { fieldMt: 1500, azimuthDeg: 40 },
      { ...noEffects, altered: { kind: 'rate', rateMlPerDay: 0.9 } },
    );
    run.wait(US_PER_MINUTE);
    run.pump.removeField();
    expect(run.pump.delivery.basalMlPerDay).toBe(0.9);
    expect(run.pump.delivery.program.flex).toEqual({
      ...dayAndNight,
      'every day': [step(0, 0.2), step(360, 0.9), step(1320, 0.3)],
    });
    run.wait(US_PER_DAY);
    expect(run.pump.delivery.basalMlPerDay).toBe(0.9);
  });
});
