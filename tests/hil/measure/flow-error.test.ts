import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { type FlowSamples, flowsMlPerHour, overallErrorPercent, trumpet } from '../../../hil/measure/flow-error.ts';
import { pumpRun } from '../../firmware-sim/pump-run.ts';

const WINDOWS = [2, 5, 11, 19, 31];

/** Cumulative volumes of flows in half minutes, at a set rate of 1 mL/h. */
function sampled(flows: readonly number[]): FlowSamples {
  const volumesMl = [0];
  for (const flow of flows) volumesMl.push((volumesMl.at(-1) as number) + (flow * 0.5) / 60);
  return { volumesMl, intervalMinutes: 0.5, setRateMlPerHour: 1 };
}

const hour = (flowAt: (i: number) => number) => sampled(Array.from({ length: 120 }, (_, i) => flowAt(i)));

test.each<readonly [Partial<FlowSamples>, string]>([
  [{ intervalMinutes: 0 }, 'intervalMinutes of 0; allowed: a number above 0'],
  [{ setRateMlPerHour: Number.NaN }, 'setRateMlPerHour of NaN; allowed: a number above 0'],
  [{ volumesMl: [1] }, '1 volumes; allowed: at least 2'],
  [{ volumesMl: [0, Number.NaN] }, 'volumesMl[1] of NaN; allowed: a finite number'],
])('samples with %j are refused', (wrong, message) => {
  const samples = { ...sampled([1, 1]), ...wrong };
  for (const call of [flowsMlPerHour, overallErrorPercent, () => trumpet(samples, [0.5])])
    expect(() => call(samples)).toThrow(new RangeError(message));
});

// Formulas of IEC 60601-2-24:1998, whose scope excludes implants.
describe('trumpet arithmetic', () => {
  test('a constant excess of 3 % is 3 % in every window and over all', () => {
    const samples = hour(() => 1.03);
    for (const { maxPercent, minPercent } of trumpet(samples, WINDOWS)) {
      expect([maxPercent, minPercent]).toEqual([expect.closeTo(3, 9), expect.closeTo(3, 9)]);
    }
    expect(overallErrorPercent(samples)).toBeCloseTo(3, 9);
  });

  // Values from two independent computations.
  test('a stall of two minutes without catching up: golden values', () => {
    const samples = hour((i) => (i >= 50 && i < 54 ? 0 : 1));
    const found = trumpet(samples, WINDOWS);
    expect(found.map(({ maxPercent }) => maxPercent)).toEqual(WINDOWS.map(() => expect.closeTo(0, 9)));
    const golden = [-100, -40, -18.1818, -10.5263, -6.4516];
    expect(found.map(({ minPercent }) => minPercent)).toEqual(golden.map((value) => expect.closeTo(value, 4)));
    expect(overallErrorPercent(samples)).toBeCloseTo(-3.3333, 4);
  });

  test('an hour has 117, 111, 99, 83 and 59 windows', () => {
    expect(
      trumpet(
        hour(() => 1),
        WINDOWS,
      ).map(({ windowCount }) => windowCount),
    ).toEqual([117, 111, 99, 83, 59]);
  });

  test('one stall of any length in a clean hour costs at worst min(P, L) / P of a window', () => {
    const stream = new RandomStream(1, 'stall');
    for (let i = 0; i < 50; i += 1) {
      const length = Math.floor(stream.between(1, 57));
      const start = Math.floor(stream.between(0, 120 - length));
      const samples = hour((k) => (k >= start && k < start + length ? 0 : 1));
      for (const { windowMinutes, minPercent } of trumpet(samples, WINDOWS)) {
        expect(minPercent).toBeCloseTo((-100 * Math.min(windowMinutes, length / 2)) / windowMinutes, 8);
      }
    }
  });

  test('telescoped windows agree with the mean of the flows inside them', () => {
    const stream = new RandomStream(2, 'flows');
    const samples = hour(() => stream.between(0.5, 1.6));
    const flows = flowsMlPerHour(samples);
    for (const { windowMinutes, windowCount, maxPercent } of trumpet(samples, WINDOWS)) {
      const n = windowMinutes * 2;
      const errors = Array.from({ length: windowCount }, (_, j) => {
        const sum = flows.slice(j, j + n).reduce((total, flow) => total + flow, 0);
        return 100 * (sum / n - 1);
      });
      expect(maxPercent).toBeCloseTo(Math.max(...errors), 9);
    }
  });

  test.each([0.7, 61, 0, Number.NaN])('a window of %d min is refused', (windowMinutes) => {
    expect(() =>
      trumpet(
        hour(() => 1),
        [windowMinutes],
      ),
    ).toThrow(RangeError);
  });
});

test('the default head pulses: at 1 mL/h short windows err more, a whole turn does not', () => {
  const { pump, wait } = pumpRun();
  pump.programSimpleContinuous(24);
  const volumesMl = [0];
  for (let i = 0; i < 240; i += 1) {
    wait(US_PER_MINUTE / 2);
    volumesMl.push(pump.reservoir.deliveredMl);
  }
  const samples: FlowSamples = { volumesMl, intervalMinutes: 0.5, setRateMlPerHour: 1 };
  const widths = trumpet(samples, [1, 2, 5, 9]).map(({ maxPercent, minPercent }) => maxPercent - minPercent);
  expect([...widths].sort((a, b) => b - a)).toEqual(widths);
  // 30 uL at 1 mL/h are 108 s, and 9 min are five turns.
  expect(widths.at(-1)).toBeLessThan(1);
  expect(overallErrorPercent(samples)).toBeCloseTo(0, 0);
});
