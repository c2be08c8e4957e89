import { expect, test } from 'vitest';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { assumptionsOf } from '../../../hil/scenario/assumptions.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';

const product = productNamed('synchromed-ii') as Product;
const of = (name: string): readonly string[] => assumptionsOf(scenarioNamed(name), product);

test('a scenario names the assumed constants that it rests on, with value and unit, and no sourced ones', () => {
  expect(of('roller-study')).toContain('studyRateMlPerDay = 24 mL/day');
  expect(of('roller-study').join()).not.toContain('studyAngleDeg');
});

test('constants of the field are named only where there is one, and those of a study only where there is a study', () => {
  expect(of('roller-study').join()).not.toMatch(/momentAm2|detectMl/);
  expect(of('roller-study-in-field')).toContain('detectMl = 0.006 mL');
  const bare = assumptionsOf({ ...scenarioNamed('roller-study'), timeline: [] }, product).join();
  expect(bare).not.toMatch(/study|detectMl/);
  expect(bare).toContain('revolutionUl = 30 uL');
});
