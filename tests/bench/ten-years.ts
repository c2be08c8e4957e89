import { fromChild } from './child.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const PROCESSES = 5;
const DECADE_MS_MAX = 2000;
const PEAK_MB_MAX = 200;
const LAST_YEAR_RATIO_MAX = 1.3;
/**
 * Ten times the cost of one pump, and a reserve for shared processor caches. A cost that grows with the number of pumps
 * would exceed it by far.
 */
const TEN_PUMPS_RATIO_MAX = 1.2;

export interface DecadeAlone {
  readonly tookMs: number;
  readonly peakMb: number;
  readonly records: number;
  readonly fingerprint: string;
  readonly refills: number;
  readonly boluses: number;
  readonly stalls: number;
}

export interface DecadesCompared {
  readonly togetherMs: number;
  readonly aloneMs: number;
  readonly firstYearUs: number;
  readonly lastYearUs: number;
  readonly yearRatio: number;
}

/**
 * Ten years of a user's pump in new processes. Then, in a warm process, its years again and ten such pumps in turns.
 */
export async function measure(): Promise<readonly Figure[]> {
  const runs: DecadeAlone[] = [];
  for (let i = 0; i < PROCESSES; i += 1) runs.push(await fromChild<DecadeAlone>('./ten-years-process.ts'));
  if (new Set(runs.map((run) => run.fingerprint)).size !== 1) throw new Error('equal runs, unequal fingerprints');
  return [...aloneFigures(runs), ...comparedFigures(await fromChild<DecadesCompared>('./ten-pumps-process.ts'))];
}

function aloneFigures(runs: readonly DecadeAlone[]): readonly Figure[] {
  const of = (pick: (run: DecadeAlone) => number): number => median(runs.map(pick));
  return [
    {
      name: 'ten years with flex, boluses, refills, exposures, mixing',
      figure: of((run) => run.tookMs),
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: DECADE_MS_MAX },
    },
    {
      name: '- peak memory of its process',
      figure: Math.max(...runs.map((run) => run.peakMb)),
      unit: 'MB',
      limit: { of: 'figure', bound: 'at most', value: PEAK_MB_MAX },
    },
    { name: '- trace records', figure: of((run) => run.records), unit: 'records' },
    { name: '- refills', figure: of((run) => run.refills), unit: 'refills' },
    { name: '- patient boluses', figure: of((run) => run.boluses), unit: 'boluses' },
    { name: '- stalls in the log at its end', figure: of((run) => run.stalls), unit: 'stalls' },
  ];
}

function comparedFigures(decades: DecadesCompared): readonly Figure[] {
  return [
    {
      name: 'a trace record in year 10',
      figure: decades.lastYearUs,
      unit: 'us',
      baseline: { name: 'in year 1', figure: decades.firstYearUs },
      ratio: decades.yearRatio,
      limit: { of: 'ratio', bound: 'at most', value: LAST_YEAR_RATIO_MAX },
    },
    {
      name: 'ten pumps that take turns in one process, a pump',
      figure: decades.togetherMs / 10,
      unit: 'ms',
      baseline: { name: 'alone', figure: decades.aloneMs },
      ratio: decades.togetherMs / 10 / decades.aloneMs,
      limit: { of: 'ratio', bound: 'at most', value: TEN_PUMPS_RATIO_MAX },
    },
  ];
}
