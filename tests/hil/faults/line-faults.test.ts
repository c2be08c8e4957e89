import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { FAULT_KINDS, type LineFaultKind, type LineFaultRates } from '../../../hil/faults/fault-rates.ts';
import { LineFaults } from '../../../hil/faults/line-faults.ts';

const DELAY_US_MAX = 1000;

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Output of a line with one seed, and the faults that it reported. */
function cable(rates: LineFaultRates, seed = 1) {
  const random = new RandomStream(seed, 'line faults');
  const clock = new VirtualClock();
  const out: { readonly text: string; readonly atUs: number }[] = [];
  const faults: { readonly kind: LineFaultKind; readonly line: string }[] = [];
  const line = new LineFaults(
    {
      rates,
      random: () => random.uniform(),
      clock,
      delayUsMax: DELAY_US_MAX,
      onFault: (kind, bytes) => faults.push({ kind, line: Buffer.from(bytes).toString('latin1') }),
    },
    (bytes) => out.push({ text: Buffer.from(bytes).toString('latin1'), atUs: clock.nowUs() }),
  );
  return { clock, out, faults, line, texts: () => out.map(({ text }) => text) };
}

function bitsApart(a: string, b: string): number {
  let count = 0;
  for (let i = 0; i < a.length; i += 1) {
    for (let bits = a.charCodeAt(i) ^ b.charCodeAt(i); bits > 0; bits >>= 1) count += bits & 1;
  }
  return count;
}

const request = '>A3.07 PING*0B1234\n';
const seeds = Array.from({ length: 300 }, (_, i) => i);

describe('a clean line', () => {
  test.each([{}, { flip: 0, cut: 0 }])('passes the same array on, uncut and uncopied', (rates) => {
    const seen: Uint8Array[] = [];
    const noDraw = (): number => expect.unreachable();
    const line = new LineFaults({ rates, random: noDraw, clock: new VirtualClock(), delayUsMax: 0 }, (b) =>
      seen.push(b),
    );
    const sent = bytesOf('half a line, \x18\x18\n and a ha');
    line.send(sent);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBe(sent);
  });
});

describe('each fault by itself', () => {
  test('flip changes one bit of one byte, and in time every byte, the LF included', () => {
    const hit = new Set<number>();
    for (const seed of seeds) {
      const { line, texts } = cable({ flip: 1 }, seed);
      line.send(bytesOf(request));
      const [text = ''] = texts();
      expect(bitsApart(text, request)).toBe(1);
      hit.add([...text].findIndex((letter, i) => letter !== request[i]));
    }
    expect(hit.size).toBe(request.length);
  });

  test('burst replaces two to eight neighbouring bytes, each by another', () => {
    const spans = new Set<number>();
    for (const seed of seeds) {
      const { line, texts } = cable({ burst: 1 }, seed);
      line.send(bytesOf(request));
      const [text = ''] = texts();
      expect(text).toHaveLength(request.length);
      const changed = [...text].flatMap((letter, i) => (letter === request[i] ? [] : [i]));
      spans.add(changed.length);
      expect((changed.at(-1) ?? 0) - (changed[0] ?? 0) + 1).toBe(changed.length);
    }
    expect([...spans].sort()).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  test('drop loses the line, double sends it twice', () => {
    const dropped = cable({ drop: 1 });
    dropped.line.send(bytesOf(request));
    expect(dropped.texts()).toEqual([]);
    const doubled = cable({ double: 1 });
    doubled.line.send(bytesOf(request));
    expect(doubled.texts()).toEqual([request, request]);
  });

  test('truncate always loses the LF, so the next line runs into what is left', () => {
    const lengths = new Set<number>();
    for (const seed of seeds) {
      const { line, texts } = cable({ truncate: 1 }, seed);
      line.send(bytesOf(request));
      const text = texts().join('');
      expect(request.slice(0, -1).startsWith(text)).toBe(true);
      lengths.add(text.length);
    }
    expect(lengths.size).toBe(request.length);
  });

  test('delay holds a line back by 1 us to the bound, and the lines keep their order', () => {
    const latest: number[] = [];
    for (const seed of seeds) {
      const { line, clock, out, texts } = cable({ delay: 0.5 }, seed);
      const sent = Array.from({ length: 10 }, (_, i) => `line ${i}\n`);
      line.send(bytesOf(sent.join('')));
      clock.advanceTo(DELAY_US_MAX);
      expect(texts()).toEqual(sent);
      latest.push(out.at(-1)?.atUs ?? 0);
    }
    expect(Math.max(...latest)).toBeGreaterThan(DELAY_US_MAX * 0.9);
    expect(Math.max(...latest)).toBeLessThanOrEqual(DELAY_US_MAX);
  });

  test('a delayed line keeps its bytes though the sender reuses its array', () => {
    const { line, clock, texts } = cable({ delay: 1 });
    const sent = bytesOf(request);
    line.send(sent);
    sent.fill(0);
    expect(texts()).toEqual([]);
    clock.advanceTo(DELAY_US_MAX);
    expect(texts()).toEqual([request]);
  });

  test('cut is permanent', () => {
    const { line, faults, texts } = cable({ cut: 0.1 });
    for (let i = 0; i < 200; i += 1) line.send(bytesOf(`line ${i}\n`));
    expect(line.isCut).toBe(true);
    expect(faults).toEqual([{ kind: 'cut', line: `line ${texts().length}\n` }]);
  });
});

test('each line has its own fault, however the bytes arrive; stop bytes are a line', () => {
  const whole = cable({ flip: 0.3, drop: 0.3 });
  whole.line.send(bytesOf(`${request}\x18\x18\n${request}`));
  const single = cable({ flip: 0.3, drop: 0.3 });
  for (const byte of bytesOf(`${request}\x18\x18\n${request}`)) single.line.send(Uint8Array.of(byte));
  expect(single.texts()).toEqual(whole.texts());
  const stop = cable({ drop: 1 });
  stop.line.send(Uint8Array.of(0x18, 0x18, 0x0a));
  expect(stop.faults).toEqual([{ kind: 'drop', line: '\x18\x18\n' }]);
});

test('an endless line passes in bounded pieces', () => {
  const { line, texts } = cable({ cut: 1e-12 });
  for (let i = 0; i < 100; i += 1) line.send(new Uint8Array(77).fill(0x78));
  expect(texts().every((text) => text.length === 512)).toBe(true);
  expect(texts().join('').length).toBeGreaterThan(7700 - 512);
});

const mixed: LineFaultRates = { flip: 0.01, burst: 0.02, drop: 0.03, double: 0.04, truncate: 0.05, delay: 0.06 };

test('the same seed gives the same history, another seed another', () => {
  const history = (seed: number): unknown => {
    const { line, clock, out } = cable(mixed, seed);
    for (let i = 0; i < 1000; i += 1) {
      line.send(bytesOf(`line ${i}\n`));
      clock.advanceTo(clock.nowUs() + 100);
    }
    return out;
  };
  expect(history(7)).toEqual(history(7));
  expect(history(7)).not.toEqual(history(8));
});

test('of 50,000 lines each fault hits its share, within four standard deviations', () => {
  const { line, clock, faults } = cable(mixed, 3);
  const count = 50_000;
  for (let i = 0; i < count; i += 1) {
    line.send(bytesOf('12345678\n'));
    clock.advanceTo(clock.nowUs() + DELAY_US_MAX);
  }
  for (const kind of FAULT_KINDS) {
    const rate = mixed[kind] ?? 0;
    const struck = faults.filter((fault) => fault.kind === kind).length;
    expect(Math.abs(struck - rate * count)).toBeLessThanOrEqual(4 * Math.sqrt(count * rate * (1 - rate)));
  }
});

test('a delay without a bound is a programming error and throws', () => {
  const options = { rates: { delay: 0.1 }, random: () => 0, clock: new VirtualClock(), delayUsMax: 0 };
  expect(() => new LineFaults(options, () => undefined)).toThrow(RangeError);
});

test('the queue behind a delayed line is bounded', () => {
  const { line } = cable({ delay: 1 });
  expect(() => {
    for (let i = 0; i < 1001; i += 1) line.send(bytesOf('x\n'));
  }).toThrow('more than 1000 lines wait behind a delayed one');
});
