import { expect, test } from 'vitest';
import { listProducts } from '../../../hil/pump-file/listed-product.ts';
import { scenarioNames } from '../../../hil/scenario/library.ts';
import { listScenarios } from '../../../hil/scenario/listed-scenario.ts';

test('lists name every shipped scenario and product', () => {
  const scenarios = listScenarios();
  expect(scenarios.map(({ name }) => name)).toEqual(scenarioNames());
  expect(scenarios.find(({ name }) => name === 'mri-30-min')).toMatchObject({
    product: 'synchromed-ii',
    needsHand: false,
    rigs: expect.arrayContaining(['model', 'virtual']),
  });
  expect(listProducts()).toContainEqual(expect.objectContaining({ id: 'prometra-ii' }));
});
