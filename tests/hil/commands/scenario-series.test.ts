import { describe, expect, test, vi } from 'vitest';
import { type Fault, HilError } from '../../../hil/base/hil-error.ts';
import { listStatus } from '../../../hil/commands/exit-status.ts';
import { printBug } from '../../../hil/commands/print-bug.ts';
import { type ListEntry, scenarioList } from '../../../hil/commands/series/scenario-list.ts';
import { type Judged, ScenarioSeries } from '../../../hil/commands/series/scenario-series.ts';
import type { Outcome } from '../../../hil/scenario/outcome.ts';
import { insensitive, type RunResult } from '../../../hil/scenario/run-result.ts';

type Step = 'pass' | 'fail' | 'not decided' | Error;

const failure = (fault: Fault, code = `OF_${fault.toUpperCase()}`): HilError => new HilError(code, fault, `${code}.`);
const interrupted = failure('usage', 'INTERRUPTED');

function judged(verdict: RunResult['verdict']): Judged {
  return { result: { verdict } as RunResult, sensitivity: insensitive };
}

/** Runs a list whose scenarios end in these ways. */
async function outcomesOf(
  entries: readonly ListEntry[],
  steps: readonly Step[],
  isFailFast = false,
): Promise<readonly Outcome[]> {
  const left = [...steps];
  const series = new ScenarioSeries({
    run: async () => {
      const step = left.shift() ?? 'pass';
      if (step instanceof Error) throw step;
      return judged(step);
    },
    printBug: async (error) => printBug(error),
    isFailFast,
    onOutcome: () => undefined,
  });
  return series.run(entries);
}

const named = (count: number): readonly ListEntry[] =>
  scenarioList(Array.from({ length: count }, () => 'roller-study'));
const shown = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.kind === 'skipped' ? `skipped: ${outcome.reason}` : outcome.kind));

describe('a list of scenarios', () => {
  test.each<{ of: readonly Step[]; is: readonly string[]; status: number }>([
    { of: ['pass', failure('usage'), 'fail'], is: ['judged', 'failed', 'judged'], status: 1 },
    { of: ['pass', failure('usage'), 'not decided'], is: ['judged', 'failed', 'judged'], status: 2 },
    { of: [failure('rig'), 'pass', failure('link'), 'pass'], is: ['failed', 'judged', 'failed', 'judged'], status: 3 },
    {
      of: [failure('link'), failure('rig')],
      is: ['failed', 'failed', 'skipped: the rig failed again after it was reopened (OF_RIG in roller-study #2)'],
      status: 3,
    },
    { of: ['fail', interrupted], is: ['judged', 'failed', 'skipped: interrupted during roller-study #2'], status: 130 },
    { of: [failure('firmware'), failure('firmware'), failure('rig')], is: ['failed', 'failed', 'failed'], status: 1 },
    { of: [failure('bench'), 'fail'], is: ['failed', 'judged'], status: 5 },
  ])('goes on to its end: $is', async ({ of, is, status }) => {
    const outcomes = await outcomesOf(named(is.length), of);
    expect(shown(outcomes)).toEqual(is);
    expect(listStatus(outcomes)).toBe(status);
  });

  test('goes on after a bug in the bench, which is reported with status 5', async () => {
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    vi.stubEnv('ROLLERLOOP_LOG', 'silent');
    const outcomes = await outcomesOf(named(2), [new RangeError('due time 1.5 us'), 'pass']);
    vi.unstubAllEnvs();
    spy.mockRestore();
    expect(outcomes[0]).toMatchObject({ failure: { code: 'BUG', fault: 'bench' } });
    expect([shown(outcomes), listStatus(outcomes)]).toEqual([['failed', 'judged'], 5]);
  });

  test('goes on with other scenarios on a board that lacks the sensor of one', async () => {
    const lacks = failure('rig', 'RIG_LACKS');
    const entries = scenarioList(['mri-by-hand', 'mri-by-hand', 'flex-day']);
    expect(shown(await outcomesOf(entries, [lacks, lacks, 'pass']))).toEqual(['failed', 'failed', 'judged']);
  });

  test('skips the rest after the first that does not pass, by --fail-fast', async () => {
    for (const step of ['fail', 'not decided', failure('usage')] as const) {
      const outcomes = await outcomesOf(named(3), ['pass', step, 'pass'], true);
      expect(shown(outcomes)[2]).toBe('skipped: roller-study #2 did not pass (`--fail-fast`)');
    }
    expect(shown(await outcomesOf(named(2), ['fail', 'pass']))).toEqual(['judged', 'judged']);
  });

  test('skips the rest after the time limit, with status 4 although nothing failed', async () => {
    const late = new HilError('TIME_LIMIT', 'bench', 'The time limit was reached.');
    const outcomes = await outcomesOf(named(3), ['pass', late, 'pass']);
    expect(shown(outcomes)).toEqual([
      'judged',
      'skipped: The time limit was reached. It ended this run.',
      'skipped: The time limit was reached.',
    ]);
    expect(listStatus(outcomes)).toBe(4);
    expect(listStatus(await outcomesOf(named(2), ['fail', late]))).toBe(1);
  });

  test('of all skips what does not fit, and has status 4 where nothing was decided', async () => {
    const all = scenarioList(['all']);
    const outcomes = await outcomesOf(
      all,
      Array.from({ length: all.length }, () => failure('usage', 'SCENARIO_IMPOSSIBLE')),
    );
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['skipped']));
    expect(listStatus(outcomes)).toBe(4);
    expect(listStatus([])).toBe(4);
  });

  test('has the first status that occurs in the order 130, 5, 1, 3, 2, 4, 0', async () => {
    const steps: Step[] = [
      'pass',
      'not decided',
      failure('usage'),
      failure('rig'),
      'fail',
      failure('bench'),
      interrupted,
    ];
    const statuses = steps.map(async (_, count) =>
      listStatus(await outcomesOf(named(count + 1), steps.slice(0, count + 1))),
    );
    expect(await Promise.all(statuses)).toEqual([0, 4, 2, 3, 1, 5, 130]);
  });
});

describe('names of a list', () => {
  test('are numbered where a scenario is named twice', () => {
    expect(scenarioList(['flex-day', 'roller-study', 'flex-day']).map(({ label }) => label)).toEqual([
      'flex-day #1',
      'roller-study',
      'flex-day #2',
    ]);
  });
});
