import fc from 'fast-check';
import { expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { type FlowFactor, FlowRatio, flowFactors } from '../../../firmware-sim/plant/flow-ratio.ts';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { pumpRun, quietAlarms } from '../pump-run.ts';

const someFactors = fc.record({
  head: fc.double({ min: 0, max: 2, noNaN: true }),
  ambient: fc.double({ min: 0, max: 1.2, noNaN: true }),
  filling: fc.double({ min: 0, max: 1, noNaN: true }),
  filter: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anOrder = fc.shuffledSubarray([...flowFactors], { minLength: flowFactors.length });

test('any order of settings gives the product of the last setting of each factor', () => {
  fc.assert(
    fc.property(someFactors, someFactors, anOrder, anOrder, (earlier, last, first, second) => {
      const told: number[] = [];
      const ratio = new FlowRatio((now) => void told.push(now));
      for (const name of first) ratio.set(name, earlier[name]);
      for (const name of second) ratio.set(name, last[name]);
      expect(ratio.ratio).toBe(last.head * last.ambient * last.filling * last.filter);
      for (const name of flowFactors) expect(ratio.factor(name)).toBe(last[name]);
      if (told.length > 0) expect(told.at(-1)).toBe(ratio.ratio);
    }),
  );
});

test('a factor that is negative or not a number is refused and changes nothing', () => {
  const ratio = new FlowRatio(() => {});
  for (const value of [-0.1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => ratio.set('filter', value)).toThrow('filter');
  expect(ratio.ratio).toBe(1);
});

test.each(products.map((product) => [product.id, product] as const))(
  'any order of settings gives the same flow through %s, to the last bit',
  (_id, product) => {
    const flowed = (order: readonly FlowFactor[], factors: Readonly<Record<FlowFactor, number>>): readonly number[] => {
      const run = pumpRun({ product, state: { alarms: quietAlarms } });
      run.pump.programSimpleContinuous(1);
      run.wait(3 * US_PER_HOUR);
      for (const name of order) run.pump.supply.flowRatio.set(name, factors[name]);
      run.wait(US_PER_DAY);
      return [run.pump.reservoir.deliveredMl, run.pump.reservoir.perSecondMl];
    };
    fc.assert(
      fc.property(someFactors, anOrder, (factors, order) => {
        const [deliveredMl, perSecondMl] = flowed(order, factors);
        const [otherMl, otherPerSecondMl] = flowed([...order].reverse(), factors);
        expect(perSecondMl).toBe(otherPerSecondMl);
        expect(deliveredMl).toBeCloseTo(otherMl as number, 12);
        const ratio = factors.head * factors.ambient * factors.filling * factors.filter;
        expect(Math.abs((deliveredMl as number) - (1 / 8 + ratio))).toBeLessThan(0.003);
      }),
      { numRuns: 25 },
    );
  },
);
