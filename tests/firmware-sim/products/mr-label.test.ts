import { describe, expect, test } from 'vitest';
import { productNamed, products } from '../../../firmware-sim/products/catalogue.ts';
import {
  isBeyondLabel,
  type MrLabel,
  type MrRegion,
  mrLabelInForce,
  mrLabelText,
} from '../../../firmware-sim/products/mr-label.ts';

const inForce = (id: string, region?: MrRegion, at?: string): string => {
  const choice = region === undefined ? undefined : { region, ...(at === undefined ? {} : { at }) };
  const label = mrLabelInForce(productNamed(id)?.mrLabels, choice);
  return label === undefined ? 'none' : mrLabelText(label);
};

describe('the MR label in force', () => {
  test.each([
    ['synchromed-ii', 'US 2021: up to 3 T'],
    ['synchromed-ii-40', 'US 2021: up to 3 T'],
    ['synchromed-el', 'US 2008: up to 1.5 T'],
    ['synchromed-el-18', 'US 2008: up to 1.5 T'],
    ['prometra-ii', 'US 2020-01: exactly 1.5 T, spatial gradient at most 20 T/m'],
    ['prometra-ii-40', 'US 2020-01: exactly 1.5 T, spatial gradient at most 20 T/m'],
    ['prometra', 'US 2020-01: exactly 1.5 T, spatial gradient at most 20 T/m'],
    ['siromedes', 'EU 2021: up to 3 T'],
  ])('of %s is by default the newest of its main region', (id, text) => {
    expect(inForce(id)).toBe(text);
  });

  test('of every product names its source', () => {
    for (const { mrLabels } of products) {
      for (const { source } of mrLabels?.labels ?? []) expect(source.length).toBeGreaterThan(10);
      expect(mrLabelInForce(mrLabels)).toBeDefined();
    }
  });

  test.each([
    ['US', '2008-07', 'none'],
    ['US', '2008-08', 'US 2008-08: up to 1.5 T'],
    ['US', '2008', 'US 2008-08: up to 1.5 T'],
    ['US', '2020-12', 'US 2008-08: up to 1.5 T'],
    ['US', '2021-01', 'US 2021: up to 3 T'],
    ['US', undefined, 'US 2021: up to 3 T'],
    ['EU', '2020', 'none'],
    ['EU', undefined, 'EU 2021: up to 3 T'],
  ] as const)('of SynchroMed II in %s at %s', (region, at, text) => {
    expect(inForce('synchromed-ii', region, at)).toBe(text);
  });

  // Flowonix field safety notice.
  test('of the first Prometra is unsafe in the EU since October 2019', () => {
    expect(inForce('prometra', 'EU')).toBe('EU 2019-10: MR unsafe');
    expect(inForce('prometra', 'EU', '2019-09')).toBe('none');
    expect(inForce('prometra-ii', 'EU')).toBe('none');
  });
});

test.each([
  [{ allows: 'up to', fieldMt: 1500 }, [1500, 1000], [1501, 3000]],
  [{ allows: 'exactly', fieldMt: 1500 }, [1500], [1000, 1501, 3000]],
  [{ allows: 'unsafe' }, [], [200, 1500]],
] as const)('a label that allows %o', (limits, within, beyond) => {
  const label: MrLabel = { region: 'US', from: '2020', source: 'a test', ...limits };
  for (const fieldMt of within) expect(isBeyondLabel(label, fieldMt)).toBe(false);
  for (const fieldMt of beyond) expect(isBeyondLabel(label, fieldMt)).toBe(true);
});
