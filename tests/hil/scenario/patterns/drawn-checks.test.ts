import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { readCondition } from '../../../../hil/scenario/condition/read-condition.ts';
import { formulaClause } from '../../../../hil/scenario/formula/formula-sentence.ts';
import { formulaText } from '../../../../hil/scenario/formula/formula-text.ts';
import { conditionNames } from '../../../../hil/scenario/patterns/condition-names.ts';
import { runCount } from '../../../run-count.ts';
import { at, judged } from './judged-trace.ts';

/* Checks with drawn formulas of all operators, over drawn traces; and drawn texts that are no conditions. */

const CHECK_COUNT = runCount({ quick: 25, long: 5000 });
const TEXT_COUNT = runCount({ quick: 300, long: 50_000 });
const DEPTH = 3;

class Draw {
  readonly #stream: RandomStream;

  constructor(name: string) {
    this.#stream = new RandomStream(17, name);
  }

  whole(below: number): number {
    return Math.floor(this.#stream.uniform() * below);
  }

  one<T>(items: readonly T[]): T {
    return items[this.whole(items.length)] as T;
  }

  seconds(most: number): readonly number[] {
    const drawn = Array.from({ length: 1 + this.whole(most) }, () => 1 + this.whole(58));
    return [...new Set(drawn)].sort((a, b) => a - b);
  }

  /** A window in brackets, or none. */
  window(): string {
    const from = this.whole(5);
    return this.one(['', `[${from} s, ${from + this.whole(9)} s]`, `[${from} s, end]`]);
  }

  formula(depth = DEPTH): string {
    const inner = (): string => `(${this.formula(depth - 1)})`;
    if (depth === 0 || this.whole(4) === 0) return this.one(ATOMS);
    const kind = this.one(['and', 'or', '->', 'until', 'weakly until', 'since', 'not', 'rises', 'falls', ...WINDOWS]);
    if (['and', 'or', '->'].includes(kind)) return `${inner()} ${kind} ${inner()}`;
    if (['until', 'weakly until', 'since'].includes(kind)) return `${inner()} ${kind}${this.window()} ${inner()}`;
    return WINDOWS.includes(kind) ? `${kind}${this.window()} ${inner()}` : `${kind} ${inner()}`;
  }

  trace(): readonly TraceRecord[] {
    return [
      ...this.seconds(6).map((one) => at.log(one, 'motor stall')),
      ...this.seconds(3).map((one) => at.event(one, 'pump.tone', { tone: 'critical' })),
      ...this.seconds(4).map((one, i) => at.rotor(one, i % 2 === 0 ? 'held' : 'turning')),
      ...this.seconds(2).map((one) => at.event(one, 'in.program')),
      ...[0, ...this.seconds(5)].map((one, i) => at.rate(one, i % 2 === 0 ? 1 : 3)),
      ...[0, ...this.seconds(4)].map((one) => at.reservoir(one, 10 - one / 10)),
    ];
  }
}

const WINDOWS: readonly string[] = ['always', 'eventually', 'once', 'historically'];
const ATOMS: readonly string[] = [
  'pump.log',
  'pump.tone',
  'true.rotor is held',
  'pump.rateMlPerDay > 2 mL/day',
  'pump.rateMlPerDay in 2 mL/day +- 10 %',
  'pump.reservoirMl - 5 mL <= 3 mL',
  'count(pump.log, 5 s) <= 1',
];
const JUNK: readonly string[] = [
  '(',
  ')',
  '[',
  ',',
  '<',
  '->',
  '+-',
  '"',
  '%',
  '&&',
  '5 s',
  '1 mL',
  '\u0000',
  '\u{1f600}',
  'x',
];

/** Responses with a formula in place of X and of Y. */
const responses: readonly string[] = [
  "formula: 'X'",
  "holds: 'X'",
  "never: 'X', unless before: 'Y'",
  "whenever: 'X', holds: 'Y'",
  "whenever: 'X', see: 'Y', within: 9 s",
  "whenever: in.program, holds: 'X', until: 'Y', within: 9 s",
  "during: 'X', holds: 'Y'",
  "in order: ['X', 'Y'], within: 20 s",
  "count: 'X', per: 9 s, at most: 1",
  "whenever: { throughout: 'X' }, holds: 'Y', from: 1 s, within: 5 s",
];

describe.each(responses)('%s', (response) => {
  test('has margins in time on the side of its verdict, whatever the formulas are', () => {
    const draw = new Draw(response);
    for (let i = 0; i < CHECK_COUNT; i += 1) {
      const check = response.replace('X', draw.formula()).replace('Y', draw.formula(1));
      const [found] = judged(`- { name: a, ${check} }`, draw.trace(), 60);
      const { verdict, marginS = null } = found ?? {};
      const isRight = marginS === null || (verdict === 'pass' ? marginS >= 0 : verdict === 'fail' && marginS <= 0);
      expect(isRight, `${check}: ${verdict} with ${marginS} s`).toBe(true);
    }
  });
});

describe('a drawn text', () => {
  test('is a condition that its own notation reads again, or is refused with a place', () => {
    const draw = new Draw('texts');
    for (let i = 0; i < TEXT_COUNT; i += 1) {
      const formula = draw.formula();
      const [from, length] = [draw.whole(formula.length), draw.whole(4)];
      const text = formula.slice(0, from) + draw.one(['', ...JUNK]) + formula.slice(from + length);
      const read = readCondition(text, conditionNames());
      if (read.ok) {
        expect(formulaClause(read.formula)).not.toBe('');
        expect(readCondition(formulaText(read.formula), conditionNames()), text).toMatchObject({ ok: true });
      } else expect(read.problem.offset).toBeLessThanOrEqual(text.length);
    }
  });
});
