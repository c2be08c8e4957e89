import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { fromChild } from './child.ts';
import type { Figure } from './figure.ts';
import { compared, median } from './rounds.ts';
import { pumpYear, type YearResult } from './year.ts';

const PROCESSES = 5;
const YEAR_MS_MAX = 200;
const PEAK_MIB_MAX = 150;
const ROUNDS = { warmUp: 3, counted: 25 };
const YEARS_PER_TURN = 5;
/** Long enough for the slowest pump to log stall and recovery. Both rates then have the same events. */
const LONG_EXPOSURES = { exposures: 100, exposureUs: 6 * US_PER_HOUR } as const;

export interface YearFacts extends YearResult {
  readonly peakMib: number;
}

export async function measure(): Promise<readonly Figure[]> {
  const years: YearFacts[] = [];
  for (let i = 0; i < PROCESSES; i += 1) years.push(await fromChild<YearFacts>('./year-process.ts'));
  const cost = await compared(
    ROUNDS,
    () => usPerRecord(24),
    () => usPerRecord(0.048),
  );
  return [
    {
      name: 'a pump-year at 0.5 mL/day, 12 exposures',
      figure: median(years.map((one) => one.tookUs)) / 1000,
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: YEAR_MS_MAX },
    },
    {
      name: '- peak memory of its process',
      figure: Math.max(...years.map((one) => one.peakMib)),
      unit: 'MiB',
      limit: { of: 'figure', bound: 'at most', value: PEAK_MIB_MAX },
    },
    { name: '- trace records', figure: median(years.map((one) => one.records)), unit: 'records' },
    {
      name: 'a trace record at 24 mL/day',
      figure: cost.figure,
      unit: 'us',
      baseline: { name: 'at 0.048 mL/day', figure: cost.baseline },
      ratio: cost.ratio,
      limit: { of: 'ratio', bound: 'at most', value: 1.2 },
    },
  ];
}

/** Several years in succession. One year alone is shorter than the time for which another process may interrupt. */
async function usPerRecord(rateMlPerDay: number): Promise<number> {
  let tookUs = 0;
  let records = 0;
  for (let year = 0; year < YEARS_PER_TURN; year += 1) {
    const result = await pumpYear({ rateMlPerDay, ...LONG_EXPOSURES });
    const { stallsLogged } = result;
    if (stallsLogged !== LONG_EXPOSURES.exposures)
      throw new Error(`${stallsLogged} stalls logged at ${rateMlPerDay} mL/day`);
    tookUs += result.tookUs;
    records += result.records;
  }
  return tookUs / records;
}
