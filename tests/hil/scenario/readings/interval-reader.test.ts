import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../../firmware-sim/trace/signal.ts';
import { IntervalReader } from '../../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';

const S = 1_000_000;

type Declared = Partial<SignalDeclaration>;

function signalsOf(records: readonly TraceRecord[], declared: Declared): RunSignals {
  const one: SignalDeclaration = { name: 'true.x', kind: 'curve', unit: 'deg', doc: 'A test.', ...declared };
  const signals = new RunSignals([one], ['true.x']);
  for (const record of records) signals.hear(record);
  return signals;
}

/** Reads the best estimates only. */
class ValueReader {
  readonly #reader: IntervalReader;

  constructor(records: readonly TraceRecord[], declared: Declared = {}) {
    this.#reader = new IntervalReader(signalsOf(records, declared), 'true.x');
  }

  at(timeUs: number): number | undefined {
    return this.#reader.at(timeUs)?.value;
  }

  before(timeUs: number): number | undefined {
    return this.#reader.before(timeUs)?.value;
  }

  range(fromUs: number, toUs: number) {
    return valuesOf(this.#reader.range(fromUs, toUs));
  }

  settledRange(fromUs: number, toUs: number) {
    return valuesOf(this.#reader.settledRange(fromUs, toUs));
  }
}

function valuesOf(range: ReturnType<IntervalReader['range']>) {
  return range === undefined ? undefined : { min: range.min.value, max: range.max.value };
}

const records: readonly TraceRecord[] = [
  { t: 10 * S, s: 'true.x', v: 5, r: 2 },
  { t: 15 * S, s: 'true.y', v: 99 },
  { t: 15 * S, e: 'true.x' },
  { t: 20 * S, s: 'true.x', v: 100, r: -1 },
  { t: 30 * S, s: 'true.x', v: 0 },
];

describe('a signal read out of a trace', () => {
  const reader = new ValueReader(records);

  test('holds or runs on from the last record at or before a time, and is none earlier', () => {
    expect([9, 10, 14, 20, 29, 30, 40].map((s) => reader.at(s * S))).toEqual([undefined, 5, 13, 100, 91, 0, 0]);
  });

  test('ranges over both sides of a jump, both ends included', () => {
    expect(reader.range(10 * S, 20 * S)).toEqual({ min: 5, max: 100 });
    expect(reader.range(20 * S, 21 * S)).toEqual({ min: 25, max: 100 });
    expect(reader.range(20 * S + 1, 21 * S)).toEqual({ min: 99, max: expect.closeTo(100, 4) });
    expect(reader.range(10 * S, 20 * S - 1)).toEqual({ min: 5, max: expect.closeTo(25, 4) });
    expect(reader.range(12 * S, 14 * S)).toEqual({ min: 9, max: 13 });
    expect(reader.range(20 * S, 30 * S)).toEqual({ min: 0, max: 100 });
    expect(reader.range(31 * S, 99 * S)).toEqual({ min: 0, max: 0 });
    expect(reader.range(5 * S, 99 * S)).toBeUndefined();
  });

  test('leaves out earlier values once its time has begun', () => {
    expect(reader.settledRange(20 * S, 21 * S)).toEqual({ min: 99, max: 100 });
    expect(reader.settledRange(30 * S, 31 * S)).toEqual({ min: 0, max: 0 });
    expect(reader.settledRange(12 * S, 20 * S)).toEqual({ min: 9, max: 100 });
    expect(reader.settledRange(9 * S, 20 * S)).toBeUndefined();
  });

  test('at the start of a time is its current value; the first record is the earliest', () => {
    expect([9, 10, 14, 20, 30, 40].map((s) => reader.before(s * S))).toEqual([undefined, 5, 13, 25, 90, 0]);
  });

  test('that moves in steps is read in whole ones, downwards too, and no step late', () => {
    const steps: readonly TraceRecord[] = [
      { t: 0, s: 'true.x', v: 0, r: 1 / 3 },
      { t: 9 * S, s: 'true.x', v: 3, r: -0.5 },
    ];
    const one = new ValueReader(steps, { quantum: 1 });
    expect([0, 2.9, 3, 5.9, 6, 8.9, 9, 10, 10.9, 11, 13].map((s) => one.at(s * S))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 3, 2, 1,
    ]);
    expect(one.range(0, 8 * S)).toEqual({ min: 0, max: 2 });
    // 0.7 / 0.1 is less than 7 in double precision.
    const tenths = new ValueReader([{ t: 0, s: 'true.x', v: 0, r: 0.7 }], { quantum: 0.1 });
    expect(tenths.at(S)).toBeCloseTo(0.7, 9);
  });

  test('is not read below its declared minimum, in steps or between them', () => {
    const falling: readonly TraceRecord[] = [{ t: 0, s: 'true.x', v: 2.5, r: -1 }];
    for (const declared of [{ min: 0 }, { min: 0, quantum: 1 }]) {
      const one = new ValueReader(falling, declared);
      expect([0, 2, 3, 9].map((s) => one.at(s * S))).toEqual([2.5, 0.5, 0, 0]);
      expect(one.range(0, 9 * S)).toEqual({ min: 0, max: 2.5 });
    }
    expect(new ValueReader(falling).at(3 * S)).toBe(-0.5);
  });

  test('nears a value with its time constant, and ranges between its start and its end', () => {
    const curve: readonly TraceRecord[] = [
      { t: 0, s: 'true.x', v: 8, to: 2, tauUs: 5 * S },
      { t: 20 * S, s: 'true.x', v: 1, r: 0 },
    ];
    const one = new ValueReader(curve);
    expect(one.at(0)).toBe(8);
    expect(one.at(5 * S)).toBeCloseTo(2 + 6 / Math.E, 12);
    expect(one.before(20 * S)).toBeCloseTo(2 + 6 / Math.E ** 4, 12);
    expect(one.range(5 * S, 19 * S)).toEqual({ min: one.at(19 * S), max: one.at(5 * S) });
  });

  test('with several records at one time has the last value', () => {
    const jump: readonly TraceRecord[] = [1, 2, 3].map((v) => ({ t: 5, s: 'true.x', v }));
    expect(new ValueReader(jump).at(5)).toBe(3);
    expect(new ValueReader(jump).settledRange(5, 9)).toEqual({ min: 3, max: 3 });
    expect(new ValueReader(jump).range(5, 9)).toEqual({ min: 1, max: 3 });
  });

  test('has a range that contains every value of the span', () => {
    const pieces = fc.array(
      fc.record({ dt: fc.nat(5), v: fc.integer({ min: -9, max: 9 }), r: fc.constantFrom(0, 1, -2) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(pieces, fc.nat(30), fc.nat(30), (list, fromS, lengthS) => {
        let t = 0;
        const some: TraceRecord[] = list.map(({ dt, v, r }) => {
          t += dt * S;
          return { t, s: 'true.x', v, r };
        });
        const one = new ValueReader(some);
        const range = one.range(fromS * S, (fromS + lengthS) * S);
        expect(range === undefined).toBe(one.at(fromS * S) === undefined);
        if (range === undefined) return;
        for (let us = fromS * S; us <= (fromS + lengthS) * S; us += S / 2) {
          const value = one.at(us);
          expect(value).toBeGreaterThanOrEqual(range.min);
          expect(value).toBeLessThanOrEqual(range.max);
        }
      }),
    );
  });
});

describe('the error of a reading', () => {
  const line: readonly TraceRecord[] = [
    { t: 0, s: 'true.x', v: 5, r: 1 },
    { t: 10 * S, s: 'true.x', v: 20, r: 0 },
    { t: 20 * S, s: 'true.x', v: 20, r: -1 },
  ];
  const reader = new IntervalReader(signalsOf(line, { errorMax: 2 }), 'true.x');

  test('is 0 at a record and at rest, and the declared error between records', () => {
    expect([0, 3, 10, 15, 20, 21].map((s) => reader.at(s * S))).toEqual([
      { value: 5, low: 5, high: 5 },
      { value: 8, low: 6, high: 10 },
      { value: 20, low: 20, high: 20 },
      { value: 20, low: 20, high: 20 },
      { value: 20, low: 20, high: 20 },
      { value: 19, low: 17, high: 21 },
    ]);
    const rests = new IntervalReader(signalsOf(line, { errorMax: 2, restErrorMax: 0.5 }), 'true.x');
    expect(rests.at(15 * S)).toEqual({ value: 20, low: 19.5, high: 20.5 });
  });

  test('cancels in a change between two exact values', () => {
    expect(reader.change(10 * S + 1, 20 * S)).toEqual({ value: 0, low: 0, high: 0 });
    expect(reader.change(11 * S, 22 * S)).toEqual({ value: -2, low: -4, high: 0 });
  });

  test('widens a range between records alone', () => {
    expect(reader.range(12 * S, 18 * S)).toEqual({
      min: { value: 20, low: 20, high: 20 },
      max: { value: 20, low: 20, high: 20 },
    });
    // At 10 s the record is exact, so the largest value is at least 20; just before 20 s it still stands.
    expect(reader.range(1 * S, 20 * S)).toEqual({
      min: { value: 6, low: 4, high: 8 },
      max: { value: 20, low: 20, high: 20 },
    });
  });

  test('of steps without a count of the motor is one step', () => {
    const steps = new IntervalReader(signalsOf(line, { quantum: 1, errorMax: 1 }), 'true.x');
    expect([2.5, 3].map((s) => steps.at(s * S))).toEqual([
      { value: 7, low: 7, high: 8 },
      { value: 8, low: 8, high: 8 },
    ]);
  });
});
