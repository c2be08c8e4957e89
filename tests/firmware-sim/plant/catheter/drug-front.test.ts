import { describe, expect, test } from 'vitest';
import { volumeMl } from '../../../../firmware-sim/plant/catheter/catheter-shape.ts';
import {
  boreOf,
  dispersionMm2PerS,
  flowSpreadMm2,
  mixingTimeS,
  secondsToHead,
  spreadMm2,
} from '../../../../firmware-sim/plant/catheter/drug-front.ts';
import { metreOfCatheter } from '../metre-of-catheter.ts';

const S_PER_DAY = 86_400;
const bore = boreOf(metreOfCatheter);
const metreMl = volumeMl(metreOfCatheter);

describe('a sharp front through a metre of 0.53 mm bore, D = 5e-10 m2/s', () => {
  test.each([
    [1, 5.3],
    [0.5, 10.6],
    [0.1, 52.9],
    [0.048, 110],
  ])('at %d mL/day takes %d h', (mlPerDay, hours) => {
    expect((metreMl / mlPerDay) * 24).toBeCloseTo(hours, hours === 110 ? -1 : 1);
  });

  test.each([
    [0.048, 2.0],
    [0.5, 1.4],
    [1, 1.8],
    [24, 8.6],
  ])('at %d mL/day arrives with a sigma of %d cm, sqrt(2 D (1 + Pe^2 / 48) t)', (mlPerDay, sigmaCm) => {
    const mlPerS = mlPerDay / S_PER_DAY;
    const seconds = metreMl / mlPerS;
    expect(Math.sqrt(spreadMm2(bore, mlPerS, seconds)) / 10).toBeCloseTo(sigmaCm, 1);
    expect(spreadMm2(bore, mlPerS, seconds)).toBeCloseTo(2 * dispersionMm2PerS(bore, mlPerS) * seconds, 9);
  });

  test('obeys that law from a^2 / D = 140 s on; shorter flow spreads by its layers alone', () => {
    expect(mixingTimeS(bore)).toBeCloseTo(140, 0);
    const apartMm = (0.18 * 0.1 * 1000) / bore.areaMm2;
    expect(flowSpreadMm2(bore, 0.18, 0.1)).toBeCloseTo(apartMm ** 2 / 3, 9);
    const mlPerS = 24 / S_PER_DAY;
    const crossS = mixingTimeS(bore) / 8;
    expect(flowSpreadMm2(bore, mlPerS, 0.99 * crossS)).toBeCloseTo(
      ((mlPerS * 0.99 * crossS * 1000) / bore.areaMm2) ** 2 / 3,
      9,
    );
  });

  test('reaches a place with its head where x - u t = sqrt(3 (s + 2 D t))', () => {
    const mlPerS = 0.5 / S_PER_DAY;
    const front = {
      middleMl: 0,
      changeUgPerMl: 1,
      varianceMm2: 4,
      hastyMm2: 0,
      halfWidthMl: undefined,
      lumpUg: 0,
      isTold: false,
    };
    const seconds = secondsToHead(front, bore, metreMl, mlPerS);
    const restMm = ((metreMl - mlPerS * seconds) * 1000) / bore.areaMm2;
    expect(restMm).toBeCloseTo(Math.sqrt(3 * (4 + 2 * dispersionMm2PerS(bore, mlPerS) * seconds)), 6);
    expect(secondsToHead(front, bore, metreMl, 0)).toBeCloseTo((1000 ** 2 / 3 - 4) / (2 * bore.diffusionMm2PerS), -3);
    expect(secondsToHead(front, bore, 0, mlPerS)).toBe(0);
  });
});
