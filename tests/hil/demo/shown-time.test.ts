import { describe, expect, test } from 'vitest';
import { speedFrom } from '../../../hil/demo/pace.ts';
import { shownTime } from '../../../hil/demo/shown-time.ts';

const start = { pumpUs: 0, wallUs: 1000, shownUs: 0 };
const far = Number.POSITIVE_INFINITY;

describe('the pump time that is shown', () => {
  test('advances evenly while pump time stands', () => {
    const then = shownTime(start, { pumpUs: 0, wallUs: 1500, speed: 10, nextDueUs: far });
    expect(then).toEqual({ pumpUs: 0, wallUs: 1000, shownUs: 5000 });
    expect(shownTime(then, { pumpUs: 0, wallUs: 2000, speed: 10, nextDueUs: far }).shownUs).toBe(10_000);
  });

  test('restarts where pump time leaps, and never goes back', () => {
    const ahead = { pumpUs: 0, wallUs: 1000, shownUs: 5200 };
    const then = shownTime(ahead, { pumpUs: 5000, wallUs: 1500, speed: 10, nextDueUs: far });
    expect(then).toEqual({ pumpUs: 5000, wallUs: 1500, shownUs: 5200 });
  });

  test('never passes the next possible event', () => {
    expect(shownTime(start, { pumpUs: 0, wallUs: 9000, speed: 10, nextDueUs: 300 }).shownUs).toBe(300);
  });

  test('equals pump time without pacing', () => {
    expect(shownTime(start, { pumpUs: 70, wallUs: 9000, speed: 'auto', nextDueUs: far }).shownUs).toBe(70);
  });
});

describe('the pace', () => {
  test('is slow from the request for a study to its end, and fast after it', () => {
    const studySpeed = speedFrom({ t: 0, e: 'in.rollerStudy' }) as number;
    const laterSpeed = speedFrom({ t: 0, e: 'pump.bolus', phase: 'end' }) as number;
    expect(36 / studySpeed).toBeCloseTo(5, 0);
    expect(laterSpeed).toBeGreaterThan(100 * studySpeed);
  });

  test('does not depend on other events', () => {
    expect(speedFrom({ t: 0, e: 'pump.bolus', phase: 'start' })).toBeUndefined();
    expect(speedFrom({ t: 0, e: 'in.field', fieldMt: 0 })).toBeUndefined();
    expect(speedFrom({ t: 0, s: 'pump.rateMlPerDay', v: 1 })).toBeUndefined();
  });
});
