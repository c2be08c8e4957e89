import { describe, expect, test } from 'vitest';
import { products } from '../../firmware-sim/products/catalogue.ts';
import { allSignals, pumpSignals } from '../../firmware-sim/pump-signals.ts';
import { declarationsFor } from '../../firmware-sim/trace/signal.ts';

describe('the signals of a pump', () => {
  test.each(Object.entries(allSignals))('%s has a sentence', (_name, { doc }) => {
    expect(doc).toMatch(/^[A-Z].*\.$/);
  });

  test('every product declares each of its signals once, and none that is not listed', () => {
    for (const product of products) {
      const names = pumpSignals(product, 1).map(({ name }) => name);
      expect(new Set(names).size, product.id).toBe(names.length);
      expect(Object.keys(allSignals)).toEqual(expect.arrayContaining(names));
    }
  });

  test('refuses a size that the run does not give', () => {
    const declared = { 'true.xMl': { kind: 'line', unit: 'mL', error: 'delivered', doc: 'A volume.' } } as const;
    expect(() => declarationsFor(declared)).toThrow('signals: no number for "delivered"');
    expect(declarationsFor(declared, { delivered: 0.5 })).toEqual([
      { name: 'true.xMl', kind: 'line', unit: 'mL', errorMax: 0.5, doc: 'A volume.' },
    ]);
  });
});
