import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULTS, HilError } from '../../../hil/base/hil-error.ts';
import { judgeTrace } from '../../../hil/judge/judge-trace.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runCount } from '../../run-count.ts';
import { KeptTraces, rehashedText } from './kept-traces.ts';

let traces: KeptTraces;
const kept: (readonly string[])[] = [];
beforeAll(async () => {
  traces = new KeptTraces();
  for (const name of ['roller-study', 'mri-30-min'])
    kept.push(traces.lines((await traces.run(scenarioNamed(name), { rig: 'loopback' })).path));
  const failed = await traces.failed(scenarioNamed('roller-study'), {
    rig: 'loopback',
    onBench: (bench) => bench.board?.fallSilent(),
  });
  kept.push(traces.lines(failed));
});
afterAll(() => traces.remove());

type Edit = (lines: readonly string[]) => readonly string[];

const values = [null, '', 'x', 0, -1, 1e300, true, [], {}, 'usage', 'end'];

/** Edits of records: lost, doubled or moved lines, and lost or changed fields. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.nat().map(
    (at): Edit =>
      (lines) =>
        lines.toSpliced(at % lines.length, 1),
  ),
  fc.nat().map(
    (at): Edit =>
      (lines) =>
        lines.toSpliced(at % lines.length, 0, lines[at % lines.length] ?? ''),
  ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([from, to]): Edit =>
      (lines) => {
        const line = lines[from % lines.length] ?? '';
        return lines.toSpliced(from % lines.length, 1).toSpliced(to % lines.length, 0, line);
      },
  ),
  fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(undefined, ...values)).map(
    ([at, field, value]): Edit =>
      (lines) =>
        lines.with(at % lines.length, withField(lines[at % lines.length] ?? '{}', field, value)),
  ),
);

function withField(line: string, field: number, value: unknown): string {
  const record = JSON.parse(line) as Record<string, unknown>;
  const keys = Object.keys(record);
  const key = keys[field % keys.length] ?? 't';
  return JSON.stringify({ ...record, [key]: value });
}

test('a trace edited by hand is judged or refused, and never breaks the judge', () => {
  let judgedCount = 0;
  let refusedCount = 0;
  fc.assert(
    fc.property(fc.nat(2), fc.array(edit, { minLength: 1, maxLength: 4 }), (which, edits) => {
      const [header = '', ...records] = (kept[which] ?? []).slice(0, -1);
      const edited = edits.reduce((lines, one) => one(lines), records as readonly string[]);
      try {
        const { result } = judgeTrace(traces.file(rehashedText([header, ...edited])));
        judgedCount += 1;
        expect(result.measurements.length).toBeGreaterThan(0);
        const numbers = result.measurements.flatMap(({ value, margin }) => [value, margin]);
        expect(numbers.filter((value) => typeof value === 'number' && !Number.isFinite(value))).toEqual([]);
      } catch (error) {
        if (!(error instanceof HilError)) throw error;
        refusedCount += 1;
        expect(FAULTS).toContain(error.fault);
        expect(error.message).not.toMatch(/undefined|NaN|\[object/);
      }
    }),
    { numRuns: runCount({ quick: 50, long: 2000 }), seed: 20 },
  );
  expect(judgedCount).toBeGreaterThan(5);
  expect(refusedCount).toBeGreaterThan(5);
});
