import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { ANSWER_US_MAX, Exchange, TRIES_MAX, tryAfterUs } from '../../../protocol/host/exchange.ts';

const spacings = [30_000, 37_777, 100_000, 200_000] as const;
const timesUs = (spacingUs: number): readonly number[] =>
  Array.from({ length: TRIES_MAX }, (_, index) => tryAfterUs(index, spacingUs, TRIES_MAX, ANSWER_US_MAX));

describe.each(spacings)('tries that begin %i us apart', (spacingUs) => {
  test('fill the two seconds: gaps never shrink, and the last wait leaves no hole', () => {
    const times = [...timesUs(spacingUs), ANSWER_US_MAX];
    const gaps = times.slice(1).map((timeUs, index) => timeUs - (times[index] as number));
    expect(times.slice(0, 2)).toEqual([0, spacingUs]);
    for (const [index, gapUs] of gaps.entries()) expect(gapUs).toBeGreaterThanOrEqual((gaps[index - 1] ?? 0) - 1);
    expect(gaps.at(-1)).toBeLessThan(400_000);
    expect(times.every(Number.isSafeInteger)).toBe(true);
  });

  test('leave at those times, and then the exchange gives up', () => {
    const clock = new VirtualClock();
    const sentUs: number[] = [];
    let gaveUpUs = 0;
    const options = { clock, triesMax: TRIES_MAX, answerUsMax: ANSWER_US_MAX };
    const exchange = new Exchange(
      { ...options, send: () => sentUs.push(clock.nowUs()), onGiveUp: () => (gaveUpUs = clock.nowUs()) },
      spacingUs,
    );
    exchange.start();
    clock.advanceTo(10_000_000);
    expect(sentUs).toEqual(timesUs(spacingUs));
    expect(gaveUpUs).toBe(ANSWER_US_MAX);
  });
});
