import { describe, expect, test } from 'vitest';
import { isBlurred, shownDeg } from '../../../../hil/trainer/page/scene/shown-angle.ts';

const atStudyRate = { degPerSecond: 10 / 3, speed: 1, stepDeg: 1.5 };

describe('the angle in the picture', () => {
  test('rests on whole steps between moves, and never runs ahead of the mean course', () => {
    for (let meanDeg = 0; meanDeg < 15; meanDeg += 0.05) {
      const deg = shownDeg({ ...atStudyRate, meanDeg });
      expect(deg).toBeLessThanOrEqual(meanDeg + 1e-6);
      expect(deg).toBeGreaterThanOrEqual(meanDeg - 3);
    }
    expect(shownDeg({ ...atStudyRate, meanDeg: 4.3 })).toBe(3);
  });

  test('follows the mean course of fast steps and of a rotor that stands', () => {
    expect(shownDeg({ ...atStudyRate, speed: 100, meanDeg: 4.3 })).toBe(4.3);
    expect(shownDeg({ ...atStudyRate, degPerSecond: 0, meanDeg: 4.3 })).toBe(4.3);
  });

  test('is blurred beyond 20 deg between two pictures', () => {
    expect(isBlurred({ ...atStudyRate, meanDeg: 0, speed: 359 })).toBe(false);
    expect(isBlurred({ ...atStudyRate, meanDeg: 0, speed: 361 })).toBe(true);
  });
});
