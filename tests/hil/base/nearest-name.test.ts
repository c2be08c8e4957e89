import { expect, test } from 'vitest';
import { nearestName } from '../../../hil/base/nearest-name.ts';

test.each([
  ['lopback', 'loopback'],
  ['virtul', 'virtual'],
  ['modle', 'model'],
  ['loopback', 'loopback'],
  ['xylophone', undefined],
  ['', undefined],
])('%j is taken for %s', (name, meant) => {
  expect(nearestName(name, ['model', 'loopback', 'virtual'])).toBe(meant);
});

test('no name is near in an empty list', () => {
  expect(nearestName('model', [])).toBeUndefined();
});
