import type { CatheterShape } from '../../../firmware-sim/plant/catheter/catheter-shape.ts';

/** A metre of 0.53 mm bore: the dimensions of the worked figures. */
export const metreOfCatheter: CatheterShape = {
  lengthCm: 100,
  ulPerCm: (10 * Math.PI * 0.53 ** 2) / 4,
  outerMm: 1.3,
  youngMpa: 3,
  viscosityMpas: 0.7,
  csfKpa: 0,
  diffusionUm2PerS: 500,
  kinkMm: 5,
};
