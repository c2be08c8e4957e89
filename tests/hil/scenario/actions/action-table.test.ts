import { describe, expect, test } from 'vitest';
import { catheterShapeOf } from '../../../../firmware-sim/build/catheter-build.ts';
import { catheterSignals } from '../../../../firmware-sim/outside/catheter-signals.ts';
import { products } from '../../../../firmware-sim/products/catalogue.ts';
import { pumpSignals } from '../../../../firmware-sim/pump-signals.ts';
import { actionDefinitions, actionForms } from '../../../../hil/scenario/actions/action-table.ts';

describe('the table of actions', () => {
  test('gives each kind of action one definition', () => {
    const kinds = actionDefinitions.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  test('reaches each form: all but the last of a key have a word or prefix', () => {
    for (const [key, forms] of Object.entries(actionForms)) {
      const words = forms.slice(0, -1).map(({ word, prefix }) => word ?? prefix);
      expect(words, key).not.toContain(undefined);
      expect(new Set(words).size, key).toBe(words.length);
    }
  });

  test('has words for every input that a product declares, and for no other event', () => {
    const ofPumps = products.flatMap((product) => pumpSignals(product, 1));
    const shapes = products.flatMap(({ catheter }) => (catheter === undefined ? [] : [catheterShapeOf(catheter, {})]));
    const ofCatheter = shapes.flatMap((shape) => catheterSignals({ pulseMl: 0, shape, kpaMax: 1, drugs: [] }));
    const declared = [...ofPumps, ...ofCatheter].map(({ name }) => name);
    const inputs = new Set(declared.filter((name) => name.startsWith('in.')));
    const told = new Set(actionDefinitions.flatMap(({ words }) => words.map(({ event }) => event)));
    expect([...inputs].filter((name) => !told.has(name as `in.${string}`))).toEqual([]);
    expect([...told].filter((name) => !inputs.has(name))).toEqual([]);
  });
});
