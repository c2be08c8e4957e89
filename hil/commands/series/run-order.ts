import type { Scenario } from '../../scenario/scenario.ts';

/** Returns the time to which a scenario runs as far as its entries and expectations tell. Events may extend it. */
export function plannedUs({ timeline, expect, runAtMostUs, endsAtUs = 0 }: Scenario): number {
  const entriesUs = new Map(timeline.map(({ name, atUs }) => [name, atUs]));
  const untilUs = expect.map(({ scope }) => {
    if (scope.kind !== 'at' && scope.kind !== 'after') return 0;
    const { anchor } = scope;
    const fromUs =
      anchor.kind === 'time' ? anchor.atUs : anchor.kind === 'entry' ? (entriesUs.get(anchor.entry) ?? 0) : 0;
    return fromUs + (scope.kind === 'after' ? (scope.withinUs ?? 0) : 0);
  });
  return Math.min(runAtMostUs, Math.max(endsAtUs, ...entriesUs.values(), ...untilUs));
}

/**
 * Returns the indexes of jobs for several processes: the longest first, so that none of them is left alone with a long
 * run at the end. Equal ones keep their order.
 */
export function longestFirst(jobs: readonly { readonly scenario: Scenario }[]): readonly number[] {
  const planned = jobs.map(({ scenario }) => plannedUs(scenario));
  return planned.map((_us, index) => index).sort((a, b) => (planned[b] as number) - (planned[a] as number));
}
