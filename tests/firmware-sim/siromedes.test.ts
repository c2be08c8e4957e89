import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/motor-line.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { siromedes } from '../../firmware-sim/products/siromedes.ts';
import { livingPump } from './living-pump.ts';

/** As if somebody had measured it. */
function sensitive(perK: number, perKpa: number): Product {
  const { drive } = siromedes;
  if (drive.kind !== 'throttle') throw new Error('no throttle');
  const { temperatureRatioPerK, pressureRatioPerKpa } = drive.quantities;
  return {
    ...siromedes,
    drive: {
      kind: 'throttle',
      quantities: {
        ...drive.quantities,
        temperatureRatioPerK: { ...temperatureRatioPerK, value: perK },
        pressureRatioPerKpa: { ...pressureRatioPerKpa, value: perKpa },
      },
    },
  };
}

describe('a gas drive behind a throttle', () => {
  test('flows evenly: half of a step is half of its volume', () => {
    const { pump, wait } = livingPump({ product: siromedes });
    pump.programSimpleContinuous(1);
    wait(US_PER_DAY / 20_000);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(1 / 20_000, 12);
  });

  test('has a range of 0.25 to 3 mL/day (Dupoiron et al., table 1)', () => {
    const { pump } = livingPump({ product: siromedes });
    for (const rate of [0.25, 3]) expect(pump.programSimpleContinuous(rate).ok).toBe(true);
    for (const rate of [0.249, 3.001, 0]) expect(pump.programSimpleContinuous(rate).ok).toBe(false);
    expect(pump.delivery.basalMlPerDay).toBe(3);
  });

  test('flows on in 3 T as if there were none (assumed), and has no rotor to film', () => {
    const { pump, wait } = livingPump({ product: siromedes });
    pump.programSimpleContinuous(1);
    pump.setField({ fieldMt: 3_000 });
    wait(US_PER_DAY);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(1, 9);
    expect(pump.rollerStudy()).toMatchObject({ ok: false, refusal: { why: 'lacking' } });
  });

  test('loses nothing when its rate changes between two steps of its reckoning', () => {
    const { pump, wait } = livingPump({ product: siromedes });
    let expectedMl = 0;
    for (let i = 0; i < 50; i += 1) {
      const rate = 0.25 + (i % 11) * 0.25;
      pump.programSimpleContinuous(rate);
      const us = 1_000_003 * (i + 1);
      wait(us);
      expectedMl += (rate * us) / US_PER_DAY;
    }
    expect(pump.reservoir.deliveredMl).toBeCloseTo(expectedMl, 12);
  });

  test('is empty when all of it has flowed out', () => {
    const { pump, wait, events } = livingPump({ product: siromedes, state: { reservoirMl: 3 } });
    pump.programSimpleContinuous(3);
    wait(2 * US_PER_DAY);
    expect(events('true.reservoir')).toMatchObject([{ state: 'empty', t: US_PER_DAY }]);
  });

  test('as it comes, feels neither warmth nor air pressure; what the product data says, it does', () => {
    const flowIn = (product: Product): number => {
      const { pump, wait } = livingPump({ product });
      pump.programSimpleContinuous(1);
      wait(US_PER_HOUR);
      pump.setSurroundings({ temperatureC: 40, pressureKpa: 81.3 });
      wait(US_PER_DAY);
      pump.setSurroundings({ temperatureC: 37, pressureKpa: 101.3 });
      wait(US_PER_DAY);
      return pump.reservoir.deliveredMl - 2 - 1 / 24;
    };
    expect(flowIn(siromedes)).toBeCloseTo(0, 9);
    expect(flowIn(sensitive(0.02, 0))).toBeCloseTo(0.06, 9);
    expect(flowIn(sensitive(0, -0.005))).toBeCloseTo(0.1, 9);
    expect(flowIn(sensitive(-0.2, 0.1))).toBeCloseTo(-1, 9);
  });
});
