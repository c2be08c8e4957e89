import { expect, test } from 'vitest';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { isPump } from '../../../hil/pump-file/read-pump-file.ts';
import { jsonTree } from '../../../hil/yaml/json-tree.ts';
import { parseYaml } from '../../../hil/yaml/parse-yaml.ts';
import { plainOf } from '../../../hil/yaml/tree.ts';

const refuse = (): void => {
  throw new Error('refused');
};

test.each(products.map((product) => [product.id, product] as const))(
  'the tree of %s is that of its text',
  (_id, pump) => {
    const text = JSON.stringify(pump);
    const read = parseYaml(text, refuse, 'pump');
    expect(read).toBeDefined();
    if (read !== undefined) expect(plainOf(jsonTree(JSON.parse(text)))).toEqual(plainOf(read));
    expect(isPump(JSON.parse(text))).toBe(true);
  },
);

test.each([null, 7, [], {}, { id: 'x', title: 'X', modes: ['none'] }])('%j is no pump', (value) => {
  expect(isPump(value)).toBe(false);
});
