import { counted } from '../base/counted.ts';
import { type Verdict, verdicts } from '../scenario/checks/verdict.ts';
import type { ScenarioResult } from './results.ts';

/** Runs of one scenario with one seed in one call. */
export interface Repetitions {
  /** Name of the scenario, with the values of its parameters. */
  readonly scenario: string;
  readonly file: string;
  readonly runCount: number;
  /** Runs for each verdict that occurred. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** Checks whose verdict differs between runs. */
  readonly unsteadyChecks: readonly string[];
  /** Different fingerprints. More than one means that the runs had different inputs, as from a hand at a sensor. */
  readonly fingerprintCount: number;
}

type Repeated = Pick<ScenarioResult, 'scenario' | 'file' | 'seed' | 'verdict' | 'checks' | 'fingerprint'>;

/** Returns the scenarios that ran more than once, each with the verdicts of its runs. A skipped run does not count. */
export function repetitionsOf(scenarios: readonly Repeated[]): readonly Repetitions[] {
  const groups = new Map<string, Repeated[]>();
  for (const one of scenarios) {
    if (one.verdict === 'skipped') continue;
    const key = JSON.stringify([one.scenario, one.file, one.seed]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter((runs) => runs.length > 1).map(groupOf);
}

function groupOf(runs: readonly Repeated[]): Repetitions {
  const { scenario, file } = runs[0] as Repeated;
  const countOf = (verdict: Verdict): number => runs.filter((run) => run.verdict === verdict).length;
  const found = verdicts.filter((verdict) => countOf(verdict) > 0);
  const seen = new Map<string, Set<Verdict>>();
  for (const { name, verdict } of runs.flatMap(({ checks }) => checks))
    seen.set(name, (seen.get(name) ?? new Set<Verdict>()).add(verdict));
  return {
    scenario,
    file,
    runCount: runs.length,
    verdicts: Object.fromEntries(found.map((verdict) => [verdict, countOf(verdict)])),
    unsteadyChecks: [...seen].filter(([, all]) => all.size > 1).map(([name]) => name),
    fingerprintCount: new Set(runs.flatMap(({ fingerprint }) => fingerprint ?? [])).size,
  };
}

/** Returns a line for each scenario whose runs differ, and one line for all others; none without repetitions. */
export function repetitionLines(all: readonly Repetitions[]): readonly string[] {
  const unsteady = all.filter((one) => Object.keys(one.verdicts).length > 1 || one.unsteadyChecks.length > 0);
  const others = all.filter((one) => !unsteady.includes(one));
  const moved = others.filter(({ fingerprintCount }) => fingerprintCount > 1);
  const same = others.length - moved.length;
  return [
    ...unsteady.map(({ scenario, runCount, verdicts: found, unsteadyChecks, fingerprintCount }) => {
      const counts = Object.entries(found).map(([verdict, count]) => `${count} ${verdict}`);
      const checks =
        unsteadyChecks.length === 0 ? '' : `; differs: ${unsteadyChecks.map((name) => `"${name}"`).join(', ')}`;
      return `unsteady: ${scenario}: ${counts.join(', ')} in ${runCount} runs, ${counted(fingerprintCount, 'fingerprint')}${checks}`;
    }),
    ...moved.map(
      ({ scenario, runCount, fingerprintCount }) =>
        `repeated: ${scenario}: same verdicts in ${runCount} runs, ${counted(fingerprintCount, 'fingerprint')}`,
    ),
    ...(same === 0 ? [] : [`repeated: ${counted(same, 'scenario')}: same verdicts and fingerprints in all runs`]),
  ];
}
