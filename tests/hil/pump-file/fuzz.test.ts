import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { readPumpFile } from '../../../hil/pump-file/read-pump-file.ts';
import { runCount } from '../../run-count.ts';

const ROUNDS = runCount({ quick: 10, long: 40 });
const snippets = [
  '',
  '{',
  '}',
  '"',
  ',',
  ':',
  '-',
  '1e99',
  'null',
  '[]',
  '\u0000',
  '&a',
  '*a',
  '# ',
  '\t',
  '9'.repeat(30),
];

function damaged(text: string, stream: RandomStream): string {
  const at = Math.floor(stream.between(0, text.length));
  const cut = Math.floor(stream.between(0, 12));
  const snippet = snippets[Math.floor(stream.between(0, snippets.length))] as string;
  return text.slice(0, at) + snippet + text.slice(at + cut);
}

test.each([
  ...products.map((product) => ({ what: product.id, text: JSON.stringify(product) })),
  { what: 'the example', text: readFileSync('hil/pump-file/example.json', 'utf8') },
])('$what changed by accident is a pump within its limits, or refused with a place', ({ text }) => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const stream = new RandomStream(seed, 'pump file');
    const changed = damaged(damaged(text, stream), stream);
    const result = readPumpFile(changed, 'fuzz.json');
    if (result.ok) {
      expect(result.product.quantities.reservoirMl.value, `seed ${seed}`).toBeLessThanOrEqual(100);
      continue;
    }
    expect(result.problems.length, `seed ${seed}`).toBeGreaterThan(0);
    for (const { line, column, allowed } of result.problems) {
      expect([line >= 1, column >= 1, allowed.length > 0], `seed ${seed}`).toEqual([true, true, true]);
    }
  }
});

test('any text is refused without an exception', () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const stream = new RandomStream(seed, 'any text');
    const length = Math.floor(stream.between(0, 200));
    const text = Array.from({ length }, () => String.fromCharCode(Math.floor(stream.between(0, 300)))).join('');
    expect(readPumpFile(text, 'fuzz.json').ok, `seed ${seed}`).toBe(false);
  }
});
