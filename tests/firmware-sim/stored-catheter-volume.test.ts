import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { pumpRun } from './pump-run.ts';

const product = (id: string): Product => productNamed(id) as Product;

function storedMl(id: string, state: Partial<PumpState> = {}): number {
  return pumpRun({ product: product(id), state }).pump.firmware.memory.catheterMl;
}

describe('the stored volume of the catheter', () => {
  test.each([
    ['synchromed-ii', {}, 0.2206],
    ['synchromed-el', {}, 0.2206],
    ['siromedes', {}, 0.2206],
    ['prometra-ii', {}, 0.286],
    ['prometra-ii', { catheter: { trimmedByCm: 20 } }, 0.234],
    ['synchromed-ii', { catheter: { lengthCm: 80 } }, 0.1765],
    ['synchromed-ii', { catheter: { ulPerCm: 3 } }, 0.3],
    ['synchromed-ii', { catheter: {}, storedCatheterMl: 0.2 }, 0.2],
  ] as const)('of %s with %o is that of the catheter in place: %d mL', (id, state, ml) => {
    expect(storedMl(id, state)).toBe(ml);
  });

  test.each([
    ['synchromed-ii', { lengthCm: 100 }],
    ['synchromed-ii', { lengthCm: 60 }],
    ['prometra-ii', { trimmedByCm: 30 }],
  ] as const)('lets a bridge on %s with %o keep each half day of dose within 2 percent', (id, catheter) => {
    const drug = { name: 'morphine', concentrationUgPerMl: 10_000 };
    const run = pumpRun({ product: product(id), state: { reservoirMl: 0.001, catheter, drug } });
    const { pump, wait } = run;
    pump.programSimpleContinuous(0.5);
    wait(0.05 * US_PER_HOUR);
    // Below the capacity, the rest of the old drug would dilute the new drug.
    const left = pump.reservoir.solutionMl;
    pump.refill({ fillMl: 18, drug: { ...drug, concentrationUgPerMl: (20_000 * (left + 18) - 10_000 * left) / 18 } });
    const arrivedUg = (): number => {
      pump.catheter?.catheter.settle();
      return pump.catheter?.catheter.books.tipUg ?? 0;
    };
    expect(pump.bridgeBolus({ oldUgPerMl: 10_000, newUgPerMl: 20_000, doseUgPerDay: 5_000 })).toEqual({ ok: true });
    for (let from = arrivedUg(), hours = 12; hours <= 36; hours += 12) {
      wait(12 * US_PER_HOUR);
      const dose = arrivedUg() - from;
      from += dose;
      expect(Math.abs(dose / 2_500 - 1)).toBeLessThan(0.02);
    }
  });
});
