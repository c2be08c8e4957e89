import type { CatheterSetup, Drug } from '../base/therapy.ts';
import type { DrugOnItsWay } from '../plant/catheter/catheter-books.ts';
import { type CatheterShape, complianceOf, volumeMl } from '../plant/catheter/catheter-shape.ts';
import { boreOf } from '../plant/catheter/drug-front.ts';
import { DrugLine } from '../plant/catheter/drug-line.ts';
import type { CatheterLoad } from '../plant/catheter-inflow.ts';
import { Drive } from '../plant/drive.ts';
import type { Metering } from '../plant/metering.ts';
import type { Reservoir } from '../plant/reservoir.ts';
import { blockingKpa } from '../plant/roller-load.ts';
import type { SoftSource } from '../plant/soft-source.ts';
import { Throttle } from '../plant/throttle.ts';
import { mustHaveCatheter, mustHaveRollers, type Product } from '../products/product.ts';
import { type CatheterQuantities, storedMlOf } from '../products/quantities/catheter-quantities.ts';

/**
 * Largest distance of the curve from its chord between two points, as a share of the volume that the pressure holds
 * back.
 */
const CHORD_SHARE = 0.01;

/** Returns the largest error of a catheter's volume that is drawn as a straight line while its pressure settles. */
export function chordErrorMl(shape: CatheterShape, kpaMax: number): number {
  return CHORD_SHARE * complianceOf(shape) * kpaMax;
}

/**
 * Returns the shape of a catheter: the product's own, changed by the set-up. Throws a RangeError for an invalid tube.
 */
export function catheterShapeOf(q: CatheterQuantities, setup: CatheterSetup): CatheterShape {
  const shape: CatheterShape = {
    lengthCm: (setup.lengthCm ?? q.catheterCm.value) - (setup.trimmedByCm ?? 0),
    ulPerCm: setup.ulPerCm ?? q.catheterUlPerCm.value,
    outerMm: setup.outerMm ?? q.catheterOuterMm.value,
    youngMpa: setup.youngMpa ?? q.catheterYoungMpa.value,
    viscosityMpas: setup.viscosityMpas ?? q.viscosityMpas.value,
    csfKpa: setup.csfKpa ?? q.csfKpa.value,
    diffusionUm2PerS: q.diffusionUm2PerS.value,
    kinkMm: q.kinkMm.value,
  };
  const { csfKpa, ...sizes } = shape;
  const wrong = Object.entries(sizes).find(([, value]) => !(value > 0 && Number.isFinite(value)));
  if (wrong !== undefined) throw new RangeError(`catheter: ${wrong[0]} is ${wrong[1]}`);
  const outletKpaMax = outletKpaMaxOf(q, setup);
  if (!(csfKpa >= 0 && csfKpa < outletKpaMax)) {
    throw new RangeError(`catheter: csfKpa is ${csfKpa}, outletKpaMax ${outletKpaMax}`);
  }
  const boreMm = 2 * boreOf(shape).radiusMm;
  if (boreMm >= shape.outerMm)
    throw new RangeError(`catheter: bore is ${boreMm} mm, outer diameter ${shape.outerMm} mm`);
  return shape;
}

/**
 * Returns the stored catheter volume if the scenario gives none: that of the catheter in place, or that of the
 * product's own.
 */
export function storedCatheterMlOf({ catheter, quantities }: Product, setup: CatheterSetup = {}): number {
  if (catheter === undefined) return quantities.catheterMl.value;
  const lengthCm = (setup.lengthCm ?? catheter.catheterCm.value) - (setup.trimmedByCm ?? 0);
  return storedMlOf(lengthCm, setup.ulPerCm ?? catheter.catheterUlPerCm.value);
}

export function outletKpaMaxOf(q: CatheterQuantities, setup: CatheterSetup): number {
  return setup.outletKpaMax ?? q.outletKpaMax.value;
}

/**
 * Returns the load of back pressure on a roller drive. Undefined for other drives, which back pressure does not stop.
 */
export function loadOf(product: Product, metering: Metering): CatheterLoad | undefined {
  if (!(metering instanceof Drive)) return undefined;
  const q = mustHaveRollers(product);
  const torque = {
    holdingTorqueUnm: q.holdingTorqueUnm.value,
    gearRatio: q.gearRatio.value,
    gearEfficiencyRatio: q.gearEfficiencyRatio.value,
    tubeTorqueUnm: q.tubeTorqueUnm.value,
    revolutionUl: metering.train.head.revolutionUl,
  };
  return {
    blockKpa: blockingKpa(torque),
    restartKpa: blockingKpa(torque, q.pullInRatio.value),
    get isBlocked() {
      return metering.isBlocked;
    },
    block: () => metering.block(),
    unblock: () => metering.unblock(),
  };
}

/**
 * Returns the largest distance of a gas drive's delivery from its chords, because back pressure bends its flow. 0 for
 * other drives.
 */
export function softErrorMlOf(product: Product, setup: CatheterSetup | undefined): number {
  if (product.drive.kind !== 'throttle' || setup === undefined) return 0;
  const q = mustHaveCatheter(product);
  return chordErrorMl(catheterShapeOf(q, setup), outletKpaMaxOf(q, setup));
}

/** Returns the gas drive as a source whose flow falls with back pressure. Undefined for other drives. */
export function softSourceOf(metering: Metering, reservoir: Reservoir): SoftSource | undefined {
  if (!(metering instanceof Throttle)) return undefined;
  return {
    get gasKpa() {
      return metering.gasKpa;
    },
    get openMlPerS() {
      return reservoir.isEmpty ? 0 : metering.openMlPerS;
    },
    press: (pressure) => metering.press(pressure),
  };
}

/**
 * Returns a line in the catheter for each drug. `pulseMl` is the largest distance of the pump's delivery from its mean
 * course.
 */
export function drugsInCatheter(
  shape: CatheterShape,
  drugs: readonly Drug[],
  pulseMl: number,
): readonly DrugOnItsWay[] {
  return drugs.map(({ name, concentrationUgPerMl: ugPerMl }) => {
    return { name, line: new DrugLine(boreOf(shape), volumeMl(shape), ugPerMl, pulseMl), ugPerMl };
  });
}
