import { expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import type { SignalDeclaration } from '../../../../firmware-sim/trace/signal.ts';
import { ExpectationWatch } from '../../../../hil/scenario/checks/expectation-watch.ts';
import { judge } from '../../../../hil/scenario/checks/judge.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../../hil/scenario/readings/signal-sources.ts';
import type { Expectation, Scope } from '../../../../hil/scenario/scenario.ts';
import { runCount } from '../../../run-count.ts';
import { read } from '../language/scenario-text.ts';
import { type Case, drawnCase, END_S, meets, perturbations, recordsOf, S } from './perturbed-trace.ts';

const SIGNAL = 'true.rotorDeg';
/** Largest share of open verdicts, among the drawn cases in which all perturbations agree. */
const ALIKE_SHARE_MAX = 0.05;
const scenario = read({});

function declaredOf({ errorMax, restErrorMax, quantum }: Case): readonly SignalDeclaration[] {
  const step = quantum === 0 ? { errorMax, restErrorMax } : { quantum };
  return [{ name: SIGNAL, kind: 'line', unit: 'deg', ...step, doc: 'A drawn signal.' }];
}

function verdictOf(one: Case): string {
  const { kind, bounds, fromS, toS } = one;
  const atUs = kind === 'value' ? toS * S : fromS * S;
  const anchor = { kind: 'time', atUs } as const;
  const scope: Scope =
    kind === 'value' ? { kind: 'at', anchor } : { kind: 'after', anchor, withinUs: (toS - fromS) * S };
  const check = { kind, signal: SIGNAL, bounds, unit: 'deg' };
  const expectation: Expectation = { name: 'e', scope, check, requires: [], place: { line: 1, column: 1 } };
  const declared = declaredOf(one);
  const signals = new RunSignals(declared, withSources([SIGNAL], declared));
  for (const record of recordsOf(one, SIGNAL)) signals.hear(record);
  return judge(new ExpectationWatch(expectation, scenario), { signals, studies: [], endUs: END_S * S, mlPerDeg: 0 })
    .verdict;
}

test('no truth inside the stated errors contradicts a pass or a fail', () => {
  const stream = new RandomStream(20_251, 'perturbation');
  const counts = { pass: 0, fail: 0, 'not decided': 0, alike: 0 };
  for (let i = 0; i < runCount({ quick: 1000, long: 100_000 }); i += 1) {
    const one = drawnCase(stream);
    const verdict = verdictOf(one) as 'pass' | 'fail' | 'not decided';
    const answers = new Set(perturbations(one, stream).map((perturbation) => meets(one, perturbation)));
    counts[verdict] += 1;
    if (verdict === 'pass') expect([i, one, [...answers]]).toEqual([i, one, [true]]);
    if (verdict === 'fail') expect([i, one, [...answers]]).toEqual([i, one, [false]]);
    if (verdict === 'not decided' && answers.size === 1) counts.alike += 1;
  }
  // All three verdicts occur. Only few verdicts are open although all perturbed traces agree.
  expect(Math.min(counts.pass, counts.fail, counts['not decided'])).toBeGreaterThan(30);
  expect(counts.alike / counts['not decided']).toBeLessThan(ALIKE_SHARE_MAX);
});
