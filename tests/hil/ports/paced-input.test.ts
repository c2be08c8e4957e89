import { expect, test } from 'vitest';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { PacedInput } from '../../../hil/ports/paced-input.ts';

const BAUD = 115_200;
const BYTE_US = 10_000_000 / BAUD;

function paced() {
  const clock = new VirtualClock();
  const passed: { readonly us: number; readonly bytes: readonly number[] }[] = [];
  const signs: string[] = [];
  const input = new PacedInput({
    clock,
    baud: BAUD,
    pass: (bytes) => passed.push({ us: clock.nowUs(), bytes: [...bytes] }),
    pause: () => signs.push('pause'),
    resume: () => signs.push('resume'),
  });
  return { clock, passed, signs, input };
}

const burst = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, index) => (index * 7) & 0xff);

test('passes a short burst on at once', () => {
  const { clock, passed, signs, input } = paced();
  input.feed(burst(60));
  expect(passed).toEqual([{ us: 0, bytes: [...burst(60)] }]);
  expect([signs, clock.nextDueUs()]).toEqual([[], Number.POSITIVE_INFINITY]);
});

test('passes a burst of 200,000 bytes whole, in order, at most 50 ms ahead', () => {
  const { clock, passed, signs, input } = paced();
  const bytes = burst(200_000);
  input.feed(bytes);
  clock.advanceTo(20_000_000);
  expect(passed.flatMap((piece) => piece.bytes)).toEqual([...bytes]);
  let count = 0;
  for (const piece of passed) {
    count += piece.bytes.length;
    expect(count * BYTE_US - piece.us).toBeLessThanOrEqual(50_000);
  }
  expect(passed.at(-1)?.us).toBeGreaterThan(200_000 * BYTE_US - 51_000);
  expect(signs).toEqual(['pause', 'resume']);
});

test('keeps the order when more bytes arrive, and keeps a copy of waiting ones', () => {
  const { clock, passed, input } = paced();
  const [one, other] = [burst(3000), burst(3000)];
  input.feed(one);
  input.feed(other);
  one.fill(0);
  clock.advanceTo(2_000_000);
  expect(passed.flatMap((piece) => piece.bytes)).toEqual([...burst(3000), ...burst(3000)]);
});

test('closed, it passes nothing more and leaves no alarm', () => {
  const { clock, passed, input } = paced();
  input.feed(burst(3000));
  input.close();
  clock.advanceTo(1_000_000);
  expect(passed).toHaveLength(1);
});
