import { describe, expect, test } from 'vitest';
import { heardBetween } from '../../../../hil/trainer/page/sound/heard.ts';

const before = { turned: 10.4, commanded: 10.4 };
const tone = { t: 0, e: 'pump.tone', class: 'critical', tone: 'two-tone', seconds: 3 };

describe('what is heard between two pictures', () => {
  test('is a click for a step that turned the rotor', () => {
    expect(heardBetween(before, { turned: 11.1, commanded: 11.1 }, 450, [], true)).toMatchObject({
      clicks: 1,
      ticks: 0,
    });
    expect(heardBetween(before, { turned: 10.9, commanded: 10.9 }, 450, [], true)).toMatchObject({
      clicks: 0,
      ticks: 0,
    });
  });

  test('is a hollow tick for a commanded step that did not turn it', () => {
    expect(heardBetween(before, { turned: 10.4, commanded: 11.1 }, 450, [], true)).toMatchObject({
      clicks: 0,
      ticks: 1,
    });
  });

  test('is a hum for more than 8 steps a second, and nothing for a rotor that stands', () => {
    const fast = heardBetween(before, { turned: 20, commanded: 20 }, 16, [], true);
    expect(fast.clicks).toBe(0);
    expect(fast.humHz).toBeGreaterThan(55);
    expect(heardBetween(before, { turned: 10.4, commanded: 20 }, 16, [], true).humHz).toBe(0);
  });

  test('is the alarm alone without see-through', () => {
    const heard = heardBetween(before, { turned: 11.1, commanded: 11.1 }, 450, [tone], false);
    expect(heard).toEqual({ clicks: 0, ticks: 0, humHz: 0, tones: [{ kind: 'two-tone', seconds: 3 }] });
  });
});
