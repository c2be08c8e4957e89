import { describe, expect, test } from 'vitest';
import { driveTrainOf } from '../../../firmware-sim/build/pump-build.ts';
import { stallFieldMt } from '../../../firmware-sim/plant/two-pole-motor.ts';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import { mustHaveRollers, type Product, withStallField } from '../../../firmware-sim/products/product.ts';
import { textOf } from '../../../hil/commands/print-result.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { sensitivityOf } from '../../../hil/scenario/sensitivity.ts';
import { thresholdsToTry } from '../../../hil/scenario/threshold-sweep.ts';
import { type Parts, read } from './language/scenario-text.ts';

const product = productNamed('synchromed-ii') as Product;

async function sweptOf(parts: Parts, rig = 'model') {
  const scenario = read(parts);
  const result = await runScenario(scenario, { rig });
  return { result, others: await sensitivityOf(scenario, result, undefined) };
}

const held = '{ name: held, during: magnet, signal: true.rotorDeg, changes at most: 3 deg }';
const magnetOf = (strength: string): Parts => ({
  timeline: [`{ at: 1 h, field: ${strength}, azimuth: 40 deg, name: magnet }`, '{ at: 2 h, field: off }'],
  expect: [held],
});

describe('a verdict that rests on the stall threshold', () => {
  test('is reported with the threshold values that change it, and is kept', async () => {
    const { result, others } = await sweptOf(magnetOf('10 mT'));
    expect(result.verdict).toBe('pass');
    const [sweep] = others.sweeps;
    expect(sweep).toMatchObject({ quantity: 'stallFieldMt', unit: 'mT', own: 4, between: [1, 50] });
    expect(sweep?.flips.map(({ measurement, verdict }) => [measurement, verdict])).toEqual([
      ['held', 'fail'],
      ['held', 'fail'],
    ]);
    // Between 10 mT and 10 / 0.375 mT the field costs turns. Above that it only turns the rotor.
    expect(sweep?.tried.map((mt) => Number(mt.toPrecision(3)))).toEqual([1, 16.3, 50]);
    expect(textOf(result, others)).toContain('with stallFieldMt = 16, 50 mT (band 1 to 50 mT): fail for "held"');
  });

  test('is tried at both ends in a scanner, and the lack of change is reported', async () => {
    const { result, others } = await sweptOf(magnetOf('1.5 T'));
    expect(others.sweeps).toMatchObject([{ tried: [1, 50], flips: [] }]);
    expect(textOf(result, others)).toContain('no verdict changes with stallFieldMt from 1 to 50 mT');
  });

  test('is distinguished from the limits of a coarse rig', async () => {
    const fine = '{ name: fine, during: magnet, signal: true.rotorDeg, changes at most: 0.5 deg }';
    const { result, others } = await sweptOf({ ...magnetOf('1.5 T'), expect: [fine] }, 'loopback');
    expect(result.verdict).toBe('not decided');
    expect(others.sweeps[0]?.flips).toEqual([]);
  });
});

describe('thresholds to try', () => {
  const of = (...fields: readonly { fieldMt: number; angleToNormalDeg?: number }[]): readonly number[] =>
    thresholdsToTry(fields, product).map((mt) => Number(mt.toPrecision(3)));

  test('lie once between two strengths that hold or disturb, except near its own', () => {
    // Held from 10 or 2 mT down, disturbed from 26.7 or 5.33 mT down: 2 | 5.33 | 10 | 26.7; 4 lies between the first two.
    expect(of({ fieldMt: 10 }, { fieldMt: 2 })).toEqual([1, 7.3, 16.3, 50]);
  });

  test('do not exist where no field matters: none, weak, along the shaft, or destructive', () => {
    expect(of()).toEqual([]);
    expect(of({ fieldMt: 0.3 })).toEqual([]);
    expect(of({ fieldMt: 100, angleToNormalDeg: 0 })).toEqual([]);
    expect(of({ fieldMt: 1500, angleToNormalDeg: 5 })).toEqual([]);
    expect(of({ fieldMt: 1500, angleToNormalDeg: 15 })).toEqual([1, 50]);
  });
});

test('imply another holding torque, and disturbance keeps its ratio', () => {
  for (const mt of [1, 4, 50]) {
    const { motor } = driveTrainOf(mustHaveRollers(withStallField(product, mt)));
    expect(stallFieldMt(motor)).toBeCloseTo(mt, 12);
    expect(motor.disturbFieldMt / mt).toBeCloseTo(0.375, 12);
  }
  expect(mustHaveRollers(product).stallFieldMt.value).toBe(4);
});
