import { expect, test } from 'vitest';
import { isPort } from '../../../hil/rigs/open-rig.ts';

test.each([
  ['./rig0', true],
  ['/dev/ttyACM0', true],
  ['COM3', true],
  ['com12', true],
  ['\\\\.\\COM10', true],
  ['virtual', false],
  ['COM', false],
  ['rig0', false],
  ['', false],
])('%j is a port: %s', (name, is) => {
  expect(isPort(name)).toBe(is);
});
