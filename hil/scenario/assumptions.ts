import { assumedNames, type Product, type ProductQuantities } from '../../firmware-sim/products/product.ts';
import type { Scenario } from './scenario.ts';

const inFields: readonly (keyof ProductQuantities)[] = [
  'holdingTorqueUnm',
  'momentAm2',
  'disturbFieldMt',
  'damageFieldMt',
  'damageConeDeg',
  'detectMl',
  'recoverMl',
];
const inStudies: readonly (keyof ProductQuantities)[] = ['studyRateMlPerDay', 'studyToleranceDeg'];

/** The assumed constants that a scenario's verdict rests on, each as `name = value unit`. */
export function assumptionsOf(scenario: Scenario, product: Product): readonly string[] {
  const kinds = new Set(scenario.timeline.map((entry) => entry.action.kind));
  const used = assumedNames(product).filter((name) => {
    if (inFields.includes(name)) return kinds.has('field');
    if (inStudies.includes(name)) return kinds.has('roller study');
    return true;
  });
  return used.map((name) => `${name} = ${product.quantities[name].value} ${product.quantities[name].unit}`);
}
