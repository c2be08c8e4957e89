import { expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { NumberScanner } from '../../../hil/judge/number-scanner.ts';
import { runCount } from '../../run-count.ts';

const COUNT = runCount({ quick: 3000, long: 50_000 });

/** Reads a number as part of a record. Undefined if the scanner leaves it to JSON.parse. */
function scanned(scanner: NumberScanner, text: string): number | undefined {
  const to = scanner.scan(new TextEncoder().encode(`${text}}`), 0, true);
  return to === text.length ? scanner.value : undefined;
}

test('a number of a trace is the double that JSON.parse reads, without its text', () => {
  const random = new RandomStream(7, 'numbers');
  let textCount = 0;
  const scanner = new NumberScanner((bytes, from, to) => {
    textCount += 1;
    return new TextDecoder().decode(bytes.subarray(from, to));
  });
  for (let i = 0; i < COUNT; i += 1) {
    const text = JSON.stringify((random.uniform() - 0.3) * 10 ** Math.floor(random.between(-3, 10)));
    if (scanned(scanner, text) !== JSON.parse(text)) expect([text, scanned(scanner, text)]).toEqual(JSON.parse(text));
  }
  expect(textCount).toBeLessThan(COUNT / 100);
});

test('a number in or near the middle of two doubles is the one that JSON.parse reads', () => {
  const random = new RandomStream(8, 'numbers');
  const scanner = new NumberScanner();
  for (let i = 0; i < COUNT; i += 1) {
    const whole = BigInt(2 ** 53) + BigInt(Math.floor(random.uniform() * 2 ** 53));
    for (const text of [`${whole}`, `${whole}.0`, `${whole}.5`, `0.0${whole}`, `-${whole}.000001`]) {
      if (scanned(scanner, text) !== JSON.parse(text)) expect([text, scanned(scanner, text)]).toEqual(JSON.parse(text));
    }
  }
});
