import { expect, test } from 'vitest';
import { Evaluation } from '../../../../hil/scenario/formula/evaluation.ts';
import type { Formula, Within } from '../../../../hil/scenario/formula/formula.ts';
import { RunBuilder } from '../../../../hil/scenario/formula/run-builder.ts';
import { type TruthOverTime, truthAt } from '../../../../hil/scenario/formula/truth.ts';
import { runCount } from '../../../run-count.ts';
import { bruteChain, bruteJoin, bruteUnary, bruteWindow, type Level, type Levels } from './brute-force.ts';

/*
 * All traces of up to four events on five times, and all formulas up to depth three over a state and an event. An operator
 * sees only the truth of its operands over time, so each different pair of operands is compared once.
 */

const GRID_US = [0, 3, 6, 9, 12];
const END_US = 14;
const COMPARED_INSTANTS = 2 * END_US + 6;
const CHANGES = ['true', 'false', 'unknown', 'event'] as const;

/** Windows inside an operand. */
const INNER: readonly Within[] = [{ fromUs: 0, toUs: 3 }, { fromUs: 3, toUs: 6 }, { fromUs: 0 }];
/** Windows of an operator: each bound a microsecond earlier and later, a single moment, and windows without an end. */
const OUTER: readonly Within[] = [
  ...[2, 3, 4].map((toUs) => ({ fromUs: 0, toUs })),
  ...[2, 3, 4].map((fromUs) => ({ fromUs, toUs: 6 })),
  ...[5, 7].map((toUs) => ({ fromUs: 3, toUs })),
  { fromUs: 3, toUs: 3 },
  { fromUs: 0 },
  { fromUs: 4 },
];

type Change = (typeof CHANGES)[number];
type Trace = readonly { readonly atUs: number; readonly change: Change }[];

function allTraces(): readonly Trace[] {
  let traces: Trace[] = [[]];
  for (const atUs of GRID_US) {
    const longer = traces
      .filter((trace) => trace.length < 4)
      .flatMap((trace) => CHANGES.map((change) => [...trace, { atUs, change }]));
    traces = [...traces, ...longer];
  }
  return traces;
}

const STATE: Formula = { kind: 'state', state: 'x', word: 'on' };
const EVENT: Formula = { kind: 'event', event: 'e' };

function atomsOf(trace: Trace): ReadonlyMap<Formula, TruthOverTime> {
  const [sure, maybe, event] = [new RunBuilder(), new RunBuilder(), new RunBuilder()];
  const [after, end] = [2 * END_US + 1, Number.POSITIVE_INFINITY];
  for (const { atUs, change } of trace) {
    if (change === 'event') {
      event.set(2 * atUs, true);
      event.set(2 * atUs + 1, false);
    } else {
      sure.set(2 * atUs, change === 'true');
      maybe.set(2 * atUs, change !== 'false');
    }
  }
  sure.set(after, false);
  maybe.set(after, true);
  const events = event.endedAt(after);
  return new Map([
    [STATE, { sure: sure.endedAt(end), maybe: maybe.endedAt(end) }],
    [EVENT, { sure: events, maybe: [...events, after, end] }],
  ]);
}

const keyOf = ({ sure, maybe }: TruthOverTime): string => `${sure}|${maybe}`;
const LEVELS = { false: 0, unknown: 1, true: 2 };

/** Truth of an operand, in both representations. */
interface Operand {
  readonly key: string;
  readonly truth: TruthOverTime;
  readonly levels: Levels;
}

function operandOf(truth: TruthOverTime): Operand {
  const levels = Array.from({ length: 2 * COMPARED_INSTANTS }, (_, at) => LEVELS[truthAt(truth, at)]);
  return { key: keyOf(truth), truth, levels };
}

/** Applies each operator to operands with a given truth, and compares the result with the definition. */
class OperatorTrial {
  readonly #windows: readonly Within[];
  readonly #done = new Set<string>();
  compared = 0;

  constructor(windows: readonly Within[]) {
    this.#windows = windows;
  }

  /** Returns the operands of one trace and the results of all operators on them, each different result once. */
  apply(operands: readonly Operand[]): readonly Operand[] {
    const results = new Map(operands.map((one) => [one.key, one]));
    const keep = (truth: TruthOverTime): void => void results.set(keyOf(truth), operandOf(truth));
    for (const a of operands) {
      this.#unary(a, keep);
      for (const b of operands) this.#binary(a, b, keep);
    }
    return [...results.values()];
  }

  /** Applies operators to pairs that were not compared before. */
  compareNew(operands: readonly Operand[]): void {
    const forget = (): void => {};
    for (const a of operands) {
      if (this.#isNew(a.key)) this.#unary(a, forget);
      for (const b of operands) if (this.#isNew(`${a.key} ${b.key}`)) this.#binary(a, b, forget);
    }
  }

  #unary(a: Operand, keep: (truth: TruthOverTime) => void): void {
    const of = a.levels;
    for (const kind of ['not', 'rises', 'falls'] as const) {
      keep(this.#compare({ kind, of: STATE }, a, a, (at) => bruteUnary[kind](of, at, 2 * END_US)));
    }
    for (const kind of ['always', 'eventually', 'once', 'historically'] as const) {
      for (const within of this.#windows) {
        const brute = (at: number): Level => bruteWindow[kind](of, within, at, 2 * END_US);
        keep(this.#compare({ kind, within, of: STATE }, a, a, brute));
      }
    }
  }

  #binary(a: Operand, b: Operand, keep: (truth: TruthOverTime) => void): void {
    const [left, right] = [a.levels, b.levels];
    const operands = { left: STATE, right: EVENT };
    for (const kind of ['and', 'or', 'implies'] as const) {
      keep(this.#compare({ kind, ...operands }, a, b, (at) => bruteJoin[kind](left[at] ?? 1, right[at] ?? 1)));
    }
    for (const kind of ['until', 'weakly until', 'since'] as const) {
      for (const within of this.#windows) {
        const brute = (at: number): Level => bruteChain[kind](left, right, within, at, 2 * END_US);
        keep(this.#compare({ kind, within, ...operands }, a, b, brute));
      }
    }
  }

  #isNew(key: string): boolean {
    const before = this.#done.size;
    this.#done.add(key);
    return this.#done.size > before;
  }

  #compare(formula: Formula, a: Operand, b: Operand, brute: (at: number) => Level): TruthOverTime {
    const predicates = { truthOf: (one: Formula) => (one === EVENT ? b.truth : a.truth), timesOf: () => [] };
    const truth = new Evaluation(predicates, { recordedUs: END_US, endUs: END_US }).truthOf(formula);
    this.compared += 1;
    for (let at = 0; at < COMPARED_INSTANTS; at += 1) {
      if (LEVELS[truthAt(truth, at)] !== brute(at)) {
        throw new Error(
          `${JSON.stringify(formula)} of ${a.key} and ${b.key} is ${truthAt(truth, at)} at instant ${at}`,
        );
      }
    }
    return truth;
  }
}

test('each operator agrees with its definition on all short traces', { timeout: 3_600_000 }, () => {
  const traces = allTraces();
  expect(traces).toHaveLength(2101);
  const everyNth = runCount({ quick: 600, long: 1 });
  const inner = new OperatorTrial(INNER);
  const outer = new OperatorTrial(OUTER);
  for (let i = everyNth - 1; i < traces.length; i += everyNth) {
    const two = inner.apply([...atomsOf(traces[i] as Trace).values()].map(operandOf));
    outer.compareNew(two);
  }
  expect(outer.compared).toBeGreaterThan(45_000);
});
