import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FlexPattern,
  type FlexStep,
  type FlexWeek,
  weekdays,
  writtenSteps,
} from '../../firmware-sim/base/flex-week.ts';
import { US_PER_DAY, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { runCount } from '../run-count.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

const STEP_NL = 125;
const SECONDS_PER_WEEK = 604_800;
const SECONDS_PER_MINUTE = 60;
const STEPS_A_DAY_MAX = 13;
const DAYS = 12;

/*
 * Computes clock and rate independently of the firmware, in whole numbers. The shown time is a fraction, the rate follows
 * from the shown time, and bisection to one microsecond finds the next change.
 */

interface Dial {
  readonly driftPpb: bigint;
  readonly startUs: bigint;
  /** Shift by all settings so far. */
  movedUs: bigint;
}

const PPB = 1_000_000_000n;
const WEEK_US = BigInt(SECONDS_PER_WEEK) * 1_000_000n;

/** Time shown by the clock, in microseconds since some Monday 00:00. */
function shownUs(dial: Dial, elapsedUs: bigint): bigint {
  return (elapsedUs * (PPB + dial.driftPpb)) / PPB + dial.startUs + dial.movedUs;
}

function intoWeek(us: bigint): bigint {
  return ((us % WEEK_US) + WEEK_US) % WEEK_US;
}

/** Rate of the week at one of its minutes, in nanolitres a day. */
function rateNlAt(week: FlexWeek, shown: bigint): number {
  const minutes = Number(intoWeek(shown) / 60_000_000n);
  const weekday = weekdays[Math.floor(minutes / 1440)] ?? 'monday';
  const pattern = week[weekday] ?? week['every day'] ?? [];
  const under = pattern.filter(({ fromMinutes }) => fromMinutes <= minutes % 1440).at(-1);
  return Math.round((under?.rateMlPerDay ?? 0) * 1e6);
}

/** Shown time of the next minute at which any pattern has a step. */
function nextStepUs(week: FlexWeek, shown: bigint): bigint {
  const minutes = new Set(writtenSteps(week).map(({ step }) => step.fromMinutes));
  let minute = (shown - (((shown % 60_000_000n) + 60_000_000n) % 60_000_000n)) / 60_000_000n + 1n;
  while (!minutes.has(Number(((minute % 1440n) + 1440n) % 1440n))) minute += 1n;
  return minute * 60_000_000n;
}

/** First elapsed microsecond after `fromUs` at which the clock shows at least `wanted`. */
function elapsedOf(dial: Dial, wanted: bigint, fromUs: bigint): bigint {
  let below = fromUs;
  let above = fromUs + 2n * (wanted - shownUs(dial, fromUs)) + 2n;
  while (above - below > 1n) {
    const middle = (below + above) / 2n;
    if (shownUs(dial, middle) >= wanted) above = middle;
    else below = middle;
  }
  return above;
}

/** Nanolitre-microseconds a day of flex between two elapsed times. No setting lies between them. */
function givenBetween(week: FlexWeek, dial: Dial, fromUs: bigint, toUs: bigint): bigint {
  let sum = 0n;
  let nowUs = fromUs;
  while (nowUs < toUs) {
    const shown = shownUs(dial, nowUs);
    const changeUs = elapsedOf(dial, nextStepUs(week, shown), nowUs);
    const endUs = changeUs < toUs ? changeUs : toUs;
    sum += BigInt(rateNlAt(week, shown)) * (endUs - nowUs);
    nowUs = endUs;
  }
  return sum;
}

/** Nearest setting: moves the clock by at most half a week, forward if both ways are equal. */
function set(dial: Dial, weekSeconds: number, elapsedUs: bigint): void {
  const forward = intoWeek(BigInt(weekSeconds) * 1_000_000n - shownUs(dial, elapsedUs));
  dial.movedUs += 2n * forward <= WEEK_US ? forward : forward - WEEK_US;
}

const aRate = fc.integer({ min: 48_000, max: 2_000_000 }).map((nl) => nl / 1e6);
const aPattern: fc.Arbitrary<FlexPattern> = fc
  .tuple(
    aRate,
    fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 1439 }), aRate), {
      maxLength: STEPS_A_DAY_MAX - 1,
      selector: ([at]) => at,
    }),
  )
  .map(([first, more]) =>
    [[0, first] as const, ...more]
      .map(([fromMinutes, rateMlPerDay]): FlexStep => ({ fromMinutes, rateMlPerDay }))
      .sort((a, b) => a.fromMinutes - b.fromMinutes),
  );
const aWeek: fc.Arbitrary<FlexWeek> = fc
  .record({
    'every day': aPattern,
    monday: fc.option(aPattern, { nil: undefined }),
    saturday: fc.option(aPattern, { nil: undefined }),
    sunday: fc.option(aPattern, { nil: undefined }),
  })
  .map((week) => Object.fromEntries(Object.entries(week).filter(([, pattern]) => pattern !== undefined)));

const aRun = fc.record({
  week: aWeek,
  clockDriftPpb: fc.oneof(
    fc.constant(0),
    fc.constantFrom(200_000, -200_000, 1, -1),
    fc.integer({ min: -200_000, max: 200_000 }),
  ),
  startWeekMinutes: fc.integer({ min: 0, max: 10_079 }),
  settings: fc.array(
    fc.record({
      /** Includes odd microseconds: no event falls on a whole second by design. */
      afterUs: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 5 * US_PER_SECOND }),
        fc.integer({ min: 1, max: 2 * US_PER_DAY }),
      ),
      weekSeconds: fc.oneof(
        fc.integer({ min: 0, max: SECONDS_PER_WEEK - 1 }),
        fc.integer({ min: 0, max: 10_079 }).map((minutes) => minutes * SECONDS_PER_MINUTE),
      ),
    }),
    { maxLength: 12 },
  ),
});

type ARun = typeof aRun extends fc.Arbitrary<infer T> ? T : never;

/** Runs a sequence on the pump and in arithmetic; volumes in motor steps. */
function runAndCalculated({ week, clockDriftPpb, startWeekMinutes, settings }: ARun) {
  const { pump, clock } = pumpRun({ state: { alarms: quietAlarms, clockDriftPpb, startWeekMinutes } });
  expect(pump.program({ mode: 'flex', flex: week })).toEqual({ ok: true });
  const dial: Dial = { driftPpb: BigInt(clockDriftPpb), startUs: BigInt(startWeekMinutes) * 60_000_000n, movedUs: 0n };
  let sum = 0n;
  let nowUs = 0;
  const runTo = (toUs: number): void => {
    sum += givenBetween(week, dial, BigInt(nowUs), BigInt(toUs));
    clock.advanceTo(toUs);
    nowUs = toUs;
  };
  for (const { afterUs, weekSeconds } of settings) {
    runTo(nowUs + afterUs);
    expect(pump.clocks.set({ weekSeconds })).toEqual({ ok: true });
    set(dial, weekSeconds, BigInt(nowUs));
    expect(BigInt(pump.firmware.calendar.nowUs)).toBe(shownUs(dial, BigInt(nowUs)));
  }
  runTo(nowUs + DAYS * US_PER_DAY);
  const wanted = Number(sum / BigInt(US_PER_DAY)) / STEP_NL + Number(sum % BigInt(US_PER_DAY)) / US_PER_DAY / STEP_NL;
  return { steps: pump.drive.commandedSteps(), wanted, pump, dial, nowUs };
}

describe('any week of flex, drift and clock settings', () => {
  test('matches independent arithmetic to one motor step', () => {
    let settingCount = 0;
    fc.assert(
      fc.property(aRun, (run) => {
        const { steps, wanted, pump, dial, nowUs } = runAndCalculated(run);
        settingCount += run.settings.length;
        // A step is due when its volume is complete; each boundary may bring it a microsecond early.
        expect(wanted - steps).toBeGreaterThan(-0.01);
        expect(wanted - steps).toBeLessThan(1.01);
        const shown = Number(intoWeek(shownUs(dial, BigInt(nowUs))) / 60_000_000n);
        expect(pump.interrogate()).toMatchObject({
          weekMinutes: shown,
          rateMlPerDay: rateNlAt(run.week, shownUs(dial, BigInt(nowUs))) / 1e6,
        });
      }),
      { seed: 16, numRuns: runCount({ quick: 30, long: 300 }) },
    );
    expect(settingCount).toBeGreaterThan(60);
  });

  test('leaves every other mode unchanged, step by step', () => {
    fc.assert(
      fc.property(aRun, aRate, ({ clockDriftPpb, settings }, rateMlPerDay) => {
        const moved = pumpRun({ state: { alarms: quietAlarms, clockDriftPpb } });
        const left = pumpRun({ state: { alarms: quietAlarms } });
        for (const run of [moved, left]) run.pump.programSimpleContinuous(rateMlPerDay);
        for (const { afterUs, weekSeconds } of settings) {
          for (const run of [moved, left]) run.wait(afterUs);
          moved.pump.clocks.set({ weekSeconds });
        }
        for (const run of [moved, left]) run.wait(US_PER_DAY);
        expect(moved.pump.delivery.line).toEqual(left.pump.delivery.line);
        expect(moved.pump.drive.commandedSteps()).toBe(left.pump.drive.commandedSteps());
      }),
      { seed: 17, numRuns: runCount({ quick: 12, long: 40 }) },
    );
  });

  test('converts both ways: the clock first shows a time at its computed moment', () => {
    const aTime = fc.integer({ min: 0, max: 40 * 365 * US_PER_DAY });
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), aTime, (clockDriftPpb, elapsedUs) => {
        const { calendar } = pumpRun({ state: { clockDriftPpb } }).pump.firmware;
        const shown = calendar.atUs(elapsedUs);
        const firstUs = calendar.elapsedAtUs(shown);
        expect(firstUs).toBeLessThanOrEqual(elapsedUs);
        expect(calendar.atUs(firstUs)).toBeGreaterThanOrEqual(shown);
        expect(calendar.atUs(firstUs - 1)).toBeLessThan(shown);
      }),
      { seed: 18, numRuns: runCount({ quick: 100, long: 300 }) },
    );
  });
});
