import { fromChild } from './child.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const PROCESSES = 5;
const YEAR_MS_MAX = 300;

export interface BusyYear {
  readonly tookMs: number;
  readonly records: number;
  readonly tones: number;
  readonly refills: number;
}

/** A year with every function of a pump, in fresh processes, as a user runs it. */
export async function measure(): Promise<readonly Figure[]> {
  const years: BusyYear[] = [];
  for (let i = 0; i < PROCESSES; i += 1) years.push(await fromChild<BusyYear>('./busy-year-process.ts'));
  const of = (pick: (year: BusyYear) => number): number => median(years.map(pick));
  return [
    {
      name: 'a pump-year with boluses, refills, exposures, alarms',
      figure: of((year) => year.tookMs),
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: YEAR_MS_MAX },
    },
    { name: '- trace records', figure: of((year) => year.records), unit: 'records' },
    { name: '- alarm tones', figure: of((year) => year.tones), unit: 'tones' },
    { name: '- refills', figure: of((year) => year.refills), unit: 'refills' },
  ];
}
