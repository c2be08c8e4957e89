import { expect, test } from 'vitest';
import { benchKinds } from '../../../hil/board/bench-kind.ts';
import { emulatedRigNames, isPort } from '../../../hil/rigs/rig-names.ts';

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

test('each named emulated rig is an existing bench', () => {
  const [, ...named] = benchKinds.map(({ name }) => `emulated:${name}`);
  expect(emulatedRigNames).toEqual(['emulated', ...named]);
});
