import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALARMS_PER_INSTANT_MAX, lane, VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';

const SECOND_US = 1_000_000;

/** A set of alarms that set, cancel and repeat others; records their names and times. */
function historyOf(clock: VirtualClock, seedAlarms: readonly SeedAlarm[]): string[] {
  const history: string[] = [];
  const lanes = [clock.lane(lane.motorStep), clock.lane(lane.pumpAlarm), clock.lane(lane.timeline)] as const;
  for (const [id, seed] of seedAlarms.entries()) {
    const laneClock = lanes[seed.laneIndex] ?? clock;
    let left = seed.repeats;
    let cancelChild: (() => void) | undefined;
    const fire = (): void => {
      history.push(`${id}@${clock.nowUs()}`);
      cancelChild?.();
      cancelChild = clock.at(clock.nowUs() + seed.childUs, () => history.push(`child ${id}@${clock.nowUs()}`));
      if (left-- > 0) laneClock.at(clock.nowUs() + seed.periodUs, fire);
    };
    laneClock.at(seed.dueUs, fire);
  }
  return history;
}

interface SeedAlarm {
  readonly dueUs: number;
  readonly laneIndex: number;
  readonly repeats: number;
  readonly periodUs: number;
  readonly childUs: number;
}

const seedAlarm: fc.Arbitrary<SeedAlarm> = fc.record({
  dueUs: fc.integer({ min: 0, max: 60 }),
  laneIndex: fc.integer({ min: 0, max: 2 }),
  repeats: fc.integer({ min: 0, max: 5 }),
  periodUs: fc.integer({ min: 0, max: 20 }),
  childUs: fc.integer({ min: 0, max: 25 }),
});

describe('a virtual clock', () => {
  test('fires a self-loop of 1 s ten times in a leap of 10 s, each at its own second', () => {
    const clock = new VirtualClock();
    const firedUs: number[] = [];
    const loop = (): void => {
      firedUs.push(clock.nowUs());
      clock.at(clock.nowUs() + SECOND_US, loop);
    };
    clock.at(SECOND_US, loop);
    clock.advanceTo(10 * SECOND_US);
    expect(firedUs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((second) => second * SECOND_US));
    expect(clock.nowUs()).toBe(10 * SECOND_US);
  });

  test('fires equal times by lane, and within a lane in the order in which they were set', () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    const note = (name: string) => (): void => void fired.push(name);
    clock.lane(lane.timeline).at(5, note('timeline'));
    clock.lane(lane.sensedInput).at(5, note('sensed'));
    clock.at(5, note('alarm 1'));
    clock.lane(lane.motorStep).at(5, note('motor 1'));
    clock.lane(lane.pumpAlarm).at(5, note('alarm 2'));
    clock.lane(lane.motorStep).at(5, note('motor 2'));
    clock.lane(lane.timeline).at(4, note('earlier'));
    clock.advanceTo(5);
    expect(fired).toEqual(['earlier', 'motor 1', 'motor 2', 'alarm 1', 'alarm 2', 'sensed', 'timeline']);
  });

  test('has the same history in one advance, in thousands of advances and at random cuts', () => {
    const endUs = 200;
    fc.assert(
      fc.property(
        fc.array(seedAlarm, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: endUs }), { maxLength: 20 }),
        (alarms, cuts) => {
          const whole = new VirtualClock();
          const inOne = historyOf(whole, alarms);
          whole.advanceTo(endUs);

          const fine = new VirtualClock();
          const inMany = historyOf(fine, alarms);
          for (let us = 0; us <= endUs; us += 1) fine.advanceTo(us);

          const cut = new VirtualClock();
          const atCuts = historyOf(cut, alarms);
          for (const us of [...cuts.sort((a, b) => a - b), endUs]) cut.advanceTo(us);

          expect(inMany).toEqual(inOne);
          expect(atCuts).toEqual(inOne);
        },
      ),
    );
  });

  test('fires any set of alarms in order of time, lane and setting', () => {
    const anAlarm = fc.record({
      dueUs: fc.integer({ min: 0, max: 50 }),
      laneNumber: fc.constantFrom(lane.motorStep, lane.pumpAlarm, lane.sensedInput, lane.timeline),
      cancelled: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anAlarm, { maxLength: 400 }), (alarms) => {
        const clock = new VirtualClock();
        const fired: number[] = [];
        const cancels = alarms.map((alarm, id) =>
          clock.lane(alarm.laneNumber).at(alarm.dueUs, () => void fired.push(id)),
        );
        for (const [id, alarm] of alarms.entries()) if (alarm.cancelled) cancels[id]?.();
        clock.advanceTo(50);
        const sorted = [...alarms.entries()]
          .filter(([, alarm]) => !alarm.cancelled)
          .sort(([i, a], [j, b]) => a.dueUs - b.dueUs || a.laneNumber - b.laneNumber || i - j)
          .map(([id]) => id);
        expect(fired).toEqual(sorted);
        expect(clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  test('keeps the order of the remaining alarms when most alarms are cancelled', () => {
    const clock = new VirtualClock();
    const fired: number[] = [];
    const cancels = Array.from({ length: 1_000 }, (_, id) => {
      const dueUs = (id * 617) % 1_000;
      return { dueUs, cancel: clock.at(dueUs, () => void fired.push(dueUs)) };
    });
    for (const { dueUs, cancel } of cancels) if (dueUs % 10 !== 3) cancel();
    clock.advanceTo(1_000);
    expect(fired).toEqual(Array.from({ length: 100 }, (_, i) => 10 * i + 3));
  });

  test('does not fire a cancelled alarm, even if an alarm of the same instant cancels it', () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    const cancelLater = clock.at(9, () => void fired.push('later'));
    clock.at(5, () => cancelSame());
    const cancelSame = clock.at(5, () => void fired.push('same'));
    clock.at(6, () => void fired.push('kept'));
    cancelLater();
    expect(clock.nextDueUs()).toBe(5);
    clock.advanceTo(10);
    expect(fired).toEqual(['kept']);
    cancelLater();
    cancelSame();
    expect(clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
  });

  test('fires an alarm set for a past time at the next advance, without going back', () => {
    const clock = new VirtualClock();
    clock.advanceTo(100);
    const firedUs: number[] = [];
    clock.at(40, () => void firedUs.push(clock.nowUs()));
    clock.advanceTo(100);
    expect(firedUs).toEqual([100]);
  });

  test('throws instead of spinning when alarms at one instant never end', () => {
    const clock = new VirtualClock();
    let count = 0;
    const spin = (): void => {
      count += 1;
      clock.at(clock.nowUs(), spin);
    };
    clock.at(7, spin);
    expect(() => clock.advanceTo(8)).toThrow(`more than ${ALARMS_PER_INSTANT_MAX} alarms at 7 us`);
    expect(count).toBe(ALARMS_PER_INSTANT_MAX);
  });

  test('allows any number of alarms when they are at different instants', () => {
    const clock = new VirtualClock();
    let count = 0;
    const loop = (): void => {
      count += 1;
      clock.at(clock.nowUs() + 1, loop);
    };
    clock.at(1, loop);
    clock.advanceTo(3 * ALARMS_PER_INSTANT_MAX);
    expect(count).toBe(3 * ALARMS_PER_INSTANT_MAX);
  });

  test('throws when an alarm advances the clock that fires it, and works on afterwards', () => {
    const clock = new VirtualClock();
    const fired: number[] = [];
    clock.at(5, () => clock.advanceTo(20));
    clock.at(6, () => void fired.push(clock.nowUs()));
    expect(() => clock.advanceTo(10)).toThrow('an alarm tried to advance the clock');
    expect(clock.nowUs()).toBe(5);
    clock.advanceTo(10);
    expect(fired).toEqual([6]);
  });

  test('refuses to go backwards, and refuses times that are not whole microseconds', () => {
    const clock = new VirtualClock();
    clock.advanceTo(10);
    expect(() => clock.advanceTo(9)).toThrow('cannot advance from 10 us to 9 us');
    expect(() => clock.advanceTo(10.5)).toThrow(RangeError);
    expect(() => clock.advanceTo(Number.NaN)).toThrow(RangeError);
    expect(() => clock.at(10.5, () => undefined)).toThrow(RangeError);
    expect(() => clock.at(Number.POSITIVE_INFINITY, () => undefined)).toThrow(RangeError);
    expect(clock.nowUs()).toBe(10);
  });

  test('fires one alarm at a time for a caller that inspects between them, up to a limit', () => {
    const clock = new VirtualClock();
    const fired: number[] = [];
    clock.at(3, () => void fired.push(3));
    clock.at(3, () => void fired.push(33));
    clock.at(8, () => void fired.push(8));
    expect(clock.fireNext(7)).toBe(true);
    expect(fired).toEqual([3]);
    expect(clock.fireNext(7)).toBe(true);
    expect(clock.fireNext(7)).toBe(false);
    expect(fired).toEqual([3, 33]);
    expect(clock.nowUs()).toBe(3);
  });
});
