import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { siromedes } from '../../firmware-sim/products/siromedes.ts';
import { pumpRun } from './pump-run.ts';

describe('a gas drive behind a throttle', () => {
  test('flows evenly: half of a step is half of its volume', () => {
    const { pump, wait } = pumpRun({ product: siromedes });
    pump.programSimpleContinuous(1);
    wait(US_PER_DAY / 20_000);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(1 / 20_000, 12);
  });

  // Dupoiron et al., table 1.
  test('has a range of 0.25 to 3 mL/day', () => {
    const { pump } = pumpRun({ product: siromedes });
    for (const rate of [0.25, 3]) expect(pump.programSimpleContinuous(rate).ok).toBe(true);
    for (const rate of [0.249, 3.001, 0]) expect(pump.programSimpleContinuous(rate).ok).toBe(false);
    expect(pump.delivery.basalMlPerDay).toBe(3);
  });

  test('keeps its flow in 3 T (assumed), and has no rotor to film', () => {
    const { pump, wait } = pumpRun({ product: siromedes });
    pump.programSimpleContinuous(1);
    pump.setField({ fieldMt: 3_000 });
    wait(US_PER_DAY);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(1, 9);
    expect(pump.rollerStudy()).toMatchObject({ ok: false, refusal: { why: 'lacking' } });
  });

  test('loses nothing when its rate changes between two counting steps', () => {
    const { pump, wait } = pumpRun({ product: siromedes });
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
    const { pump, wait, events } = pumpRun({ product: siromedes, state: { reservoirMl: 3 } });
    pump.programSimpleContinuous(3);
    wait(2 * US_PER_DAY);
    expect(events('true.reservoir')).toMatchObject([{ state: 'empty', t: US_PER_DAY }]);
  });

  test.each([
    [{ pressureKpa: 75 }, 1.108],
    [{ pressureKpa: 202.6 }, 0.585],
    [{ temperatureC: 39 }, 1.126],
  ])('in %o flows %d times as fast, and at the set rate afterwards', (surroundings, ratio) => {
    const { pump, wait } = pumpRun({ product: siromedes });
    pump.programSimpleContinuous(1);
    wait(US_PER_HOUR);
    pump.setSurroundings(surroundings);
    wait(US_PER_DAY);
    pump.setSurroundings({ temperatureC: 37, pressureKpa: 101.3 });
    wait(US_PER_DAY);
    expect(pump.reservoir.deliveredMl - 1 - 1 / 24).toBeCloseTo(ratio, 3);
  });

  test('keeps its temperature when the air pressure changes, and the reverse', () => {
    const { pump, events } = pumpRun({ product: siromedes });
    pump.setSurroundings({ temperatureC: 39 });
    pump.setSurroundings({ pressureKpa: 75 });
    expect(events('in.surroundings').at(-1)).toMatchObject({ temperatureC: 39, pressureKpa: 75 });
    pump.setSurroundings({ temperatureC: 37 });
    expect(pump.supply.flowRatio.factor('ambient')).toBeCloseTo(1.108, 3);
  });
});
