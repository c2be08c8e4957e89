import { describe, expect, test } from 'vitest';
import { shippedScenarios } from '../../../hil/scenario/library.ts';
import { parseYaml } from '../../../hil/yaml/parse-yaml.ts';
import { plainOf } from '../../../hil/yaml/tree.ts';
import { compiled } from './compiled.ts';

const UNITS = `
import { event, type Quantity, quantity, signal, state, type Time, type WrittenCheck, type WrittenEntry } from 'rollerloop';

const delivered = signal('true.deliveredMl');
export const fine = [
  delivered.minus(signal('pump.programmedMl')).abs().atMost('11.4 uL'),
  delivered.slope().above('0 mL/day'),
  signal('true.tipUg.clonidine').below('1 mg'),
  delivered.atLeast(quantity(2 * 3, 'mL')),
];
export const times: readonly Time[] = ['30 min', 1_800_000_000, '0.5 h'];
export const rate: Quantity<'rate'> = quantity(0.5, 'mL/day');
export const check: WrittenCheck = { name: 'a', during: 'scan', signal: 'true.rotorDeg', 'changes at most': '3 deg' };
export const entry: WrittenEntry = { at: 5_000_000, bolus: '50 uL', over: '10 min' };

export const wrong = [
  // wrong
  delivered.minus(signal('true.rotorDeg')),
  // wrong
  delivered.atMost('3 deg'),
  // wrong
  delivered.atMost('3 ml'),
  // wrong
  delivered.atMost('3'),
  // wrong
  delivered.atMost(3),
  // wrong
  signal('true.rotorDeg').slope(),
  // wrong
  delivered.slope().above('0 mL'),
  // wrong
  delivered.change('3 mL'),
  // wrong
  signal('true.deliverdMl'),
  // wrong
  delivered.atLeast(quantity(1, 'deg')),
  // wrong
  quantity(1, 'ml'),
  // wrong
  event('pump.log', 'motor stal'),
  // wrong
  state('true.rotor').is('open'),
];
// wrong
export const wrongTime: Time = '30 mins';
// wrong
export const wrongRate: Quantity<'rate'> = quantity(0.5, 'mL');
// wrong
export const wrongCheck: WrittenCheck = { name: 'a', signal: 'true.rotorDeg', 'changes at most': '3 mL' };
// wrong
export const wrongSignal: WrittenCheck = { name: 'a', signal: 'true.rotorDg', 'changes at most': '3 deg' };
// wrong
export const wrongEvent: WrittenCheck = { name: 'a', 'never see': 'pump.log "motor stal"' };
// wrong
export const wrongEntry: WrittenEntry = { at: '5 min', bolus: '50 min', over: '10 min' };
`;

describe('types of the builders', () => {
  test('accept units of the right dimension, and nothing else', () => {
    expect(compiled(UNITS)).toBe('');
  });

  test('accept every shipped scenario', () => {
    const scenarios = shippedScenarios().map(({ text }) => {
      const tree = parseYaml(text, () => undefined);
      return { timeline: [], ...((tree === undefined ? {} : plainOf(tree)) as object) };
    });
    const lines = scenarios.map((one) => `  ${JSON.stringify(one)},`);
    const text = `import type { WrittenScenario } from 'rollerloop';\nexport const all: readonly WrittenScenario[] = [\n${lines.join('\n')}\n];\n`;
    expect(compiled(text)).toBe('');
  });
});
