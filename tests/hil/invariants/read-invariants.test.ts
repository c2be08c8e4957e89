import { describe, expect, test } from 'vitest';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { isOfInvariants, readInvariants } from '../../../hil/invariants/read-invariants.ts';
import { shippedInvariantsText } from '../../../hil/invariants/shipped-text.ts';
import { problemText } from '../../../hil/yaml/problem.ts';

const head = 'invariants: mine\nsays: What holds here.\nchecks:\n';

function problemsOf(text: string): readonly string[] {
  const read = readInvariants(text, 'mine.yaml');
  return read.ok ? [] : read.problems.map(problemText);
}

const PRODUCTS = products.map(({ id }) => id).join(', ');
const KINDS = '`see`, `never see`, `holds`, `never`, `in order`, `count`, `formula`';

describe('a file of invariants', () => {
  test('gives each check with the names that it reads and needs', () => {
    const text = `${head}  - { name: one, needs: [true.rotor], never: pump.reservoirMl < 1 mL }\n  - { name: two, never see: pump.tone }\n`;
    const read = readInvariants(text, 'mine.yaml');
    expect(read.ok ? read.invariants.map(({ needs, file }) => [needs, file]) : []).toEqual([
      [['pump.reservoirMl', 'true.rotor'], 'mine.yaml'],
      [['pump.tone'], 'mine.yaml'],
    ]);
  });

  test.each<readonly [string, string, readonly string[]]>([
    ['no checks', head, ['mine.yaml:3:8: found nothing for `checks`; allowed: a list of 1 to 200 invariants']],
    [
      'an empty list',
      `${head.trimEnd()} []\n`,
      ['mine.yaml:3:9: found 0 items in `checks`; allowed: a list of 1 to 200 invariants'],
    ],
    [
      'a check without a kind',
      `${head}  - { name: one, nevr: pump.tone }\n`,
      [`mine.yaml:4:5: found no kind of check in "one"; allowed: one of ${KINDS}; did you mean never?`],
    ],
    [
      'a kind that needs a timeline',
      `${head}  - { name: one, outcome: pass, of: study }\n`,
      [`mine.yaml:4:5: found no kind of check in "one"; allowed: one of ${KINDS}`],
    ],
    [
      'two kinds',
      `${head}  - { name: one, never: pump.tone, see: pump.log }\n`,
      ['mine.yaml:4:36: found two kinds, `never` and `see`; allowed: one kind in an invariant'],
    ],
    [
      'a name twice',
      `${head}  - { name: one, never: pump.tone }\n  - { name: one, never: pump.log }\n`,
      ['mine.yaml:5:5: found name "one" twice (first in line 4); allowed: each name once'],
    ],
    [
      'an unknown need',
      `${head}  - { name: one, needs: [true.roto], never: pump.tone }\n`,
      [
        'mine.yaml:4:26: found "true.roto" for `needs`; allowed: a signal or an event of a pump, as in true.rotor; did you mean true.rotor?',
      ],
    ],
    [
      'a product that the package lacks',
      `${head}  - { name: one, products: [synchromed-2], never: pump.tone }\n`,
      [`mine.yaml:4:29: found "synchromed-2" for \`products\`; allowed: ${PRODUCTS}; did you mean synchromed-ii?`],
    ],
    [
      'a product that is no list',
      `${head}  - { name: one, products: prometra, never: pump.tone }\n`,
      ['mine.yaml:4:28: found "prometra" for `products`; allowed: a list of products of the package'],
    ],
    [
      'a wrong unit inside a condition',
      `${head}  - { name: one, never: pump.reservoirMl < 1 deg }\n`,
      ['mine.yaml:4:44: found "1 deg"; allowed: a volume with a unit (mL, uL)'],
    ],
    [
      'text as a check',
      `${head}  - one\n`,
      [`mine.yaml:4:5: found "one" as an invariant; allowed: a mapping with \`name\` and one of ${KINDS}`],
    ],
  ])('names the place of %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('is told from a scenario by its first key', () => {
    expect(isOfInvariants(head)).toBe(true);
    expect(isOfInvariants('scenario: one\nsays: invariants\n')).toBe(false);
    expect(isOfInvariants('')).toBe(false);
  });
});

test('the module of the package holds what its files say', () => {
  expect(shippedInvariantsText()).toContain('the belief follows the command');
});
