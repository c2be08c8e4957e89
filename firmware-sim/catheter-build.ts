import { type CatheterShape, volumeMl } from './plant/catheter-shape.ts';
import type { DriveTrain } from './plant/drive.ts';
import { boreOf } from './plant/drug-front.ts';
import { DrugLine } from './plant/drug-line.ts';
import { blockingKpa } from './plant/roller-load.ts';
import type { Product } from './products/product.ts';
import type { CatheterSetup, Drug } from './therapy.ts';

/** The catheter that a product comes with, where nothing else was asked for. Throws a RangeError for what is no tube. */
export function catheterShapeOf({ quantities: q }: Pick<Product, 'quantities'>, setup: CatheterSetup): CatheterShape {
  const shape: CatheterShape = {
    lengthCm: (setup.lengthCm ?? q.catheterCm.value) - (setup.trimmedByCm ?? 0),
    ulPerCm: setup.ulPerCm ?? q.catheterUlPerCm.value,
    outerMm: setup.outerMm ?? q.catheterOuterMm.value,
    youngMpa: setup.youngMpa ?? q.catheterYoungMpa.value,
    viscosityMpas: setup.viscosityMpas ?? q.viscosityMpas.value,
    csfKpa: setup.csfKpa ?? q.csfKpa.value,
    diffusionUm2PerS: setup.diffusionUm2PerS ?? q.diffusionUm2PerS.value,
    kinkMm: q.kinkMm.value,
  };
  const { csfKpa, ...sizes } = shape;
  const wrong = Object.entries(sizes).find(([, value]) => !(value > 0 && Number.isFinite(value)));
  if (wrong !== undefined) throw new RangeError(`catheter: ${wrong[0]} is ${wrong[1]}`);
  if (!(csfKpa >= 0 && csfKpa < sealKpaOf({ quantities: q }, setup))) throw new RangeError(`catheter: csfKpa is ${csfKpa}`);
  if (boreOf(shape).radiusMm * 2 >= shape.outerMm) {
    throw new RangeError(`catheter: a bore of ${boreOf(shape).radiusMm * 2} mm in a tube of ${shape.outerMm} mm`);
  }
  return shape;
}

/** Pressure at which the tube under the rollers lets fluid back. */
export function sealKpaOf({ quantities }: Pick<Product, 'quantities'>, setup: CatheterSetup): number {
  return setup.sealKpa ?? quantities.sealKpa.value;
}

/** Back pressures at which a drive with this head stands, and starts again. */
export function loadLimitsOf({ quantities: q }: Product, train: DriveTrain) {
  const torque = {
    holdingTorqueUnm: q.holdingTorqueUnm.value,
    gearRatio: q.gearRatio.value,
    gearEfficiencyRatio: q.gearEfficiencyRatio.value,
    tubeTorqueUnm: q.tubeTorqueUnm.value,
    revolutionUl: train.head.revolutionUl,
  };
  return { blockKpa: blockingKpa(torque), restartKpa: blockingKpa(torque, q.pullInRatio.value) };
}

export function drugInCatheter(shape: CatheterShape, drug: Drug | undefined) {
  if (drug === undefined) return undefined;
  const ugPerMl = drug.concentrationUgPerMl;
  return { line: new DrugLine(boreOf(shape), volumeMl(shape), ugPerMl), ugPerMl };
}
