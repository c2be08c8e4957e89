import { describe, expect, test } from 'vitest';
import { shownDeg, turnPerFrameDeg } from '../../../../hil/trainer/page/scene/shown-angle.ts';
import { BLURRED_DEG_PER_FRAME } from '../../../../hil/viewer/pump/pump-geometry.ts';

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

  test('turns 20 deg between two pictures at 360 times the rate of a roller study', () => {
    expect(turnPerFrameDeg({ ...atStudyRate, speed: 360 })).toBeCloseTo(BLURRED_DEG_PER_FRAME, 9);
    expect(turnPerFrameDeg({ ...atStudyRate, degPerSecond: -10 / 3, speed: 18 })).toBeCloseTo(-1, 9);
  });
});
