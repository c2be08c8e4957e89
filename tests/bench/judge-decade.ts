import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromChild } from './child.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const PROCESSES = 5;
const PARSE_RATIO_MAX = 2;
const PEAK_MB_MAX = 300;

export interface DecadeTimed {
  /** CPU time of the process for each of the two steps. */
  readonly parsedMs: number;
  readonly judgedMs: number;
  /** Peak size of the process, including its start and its compiled code. */
  readonly peakMb: number;
  /** Checks with a verdict; all of them have one. */
  readonly decided: number;
}

/** The trace of ten years is judged with 60 checks, each time in a new process. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-judge-decade-'));
  try {
    const path = join(folder, 'trace.ndjson');
    const { records } = await fromChild<{ readonly records: number }>('./judge-decade-trace.ts', path);
    const timed: DecadeTimed[] = [];
    for (let i = 0; i < PROCESSES; i += 1) timed.push(await fromChild<DecadeTimed>('./judge-decade-process.ts', path));
    return figuresOf(timed, records);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(timed: readonly DecadeTimed[], records: number): readonly Figure[] {
  return [
    {
      name: 'judging the trace of ten years with 60 checks, CPU time',
      figure: median(timed.map(({ judgedMs }) => judgedMs)),
      unit: 'ms',
      baseline: { name: 'JSON.parse of its lines', figure: median(timed.map(({ parsedMs }) => parsedMs)) },
      ratio: median(timed.map(({ judgedMs, parsedMs }) => judgedMs / parsedMs)),
      limit: { of: 'ratio', bound: 'at most', value: PARSE_RATIO_MAX },
    },
    {
      name: '- peak memory of its process',
      figure: Math.max(...timed.map(({ peakMb }) => peakMb)),
      unit: 'MB',
      limit: { of: 'figure', bound: 'at most', value: PEAK_MB_MAX },
    },
    { name: '- trace records', figure: records, unit: 'records' },
    { name: '- checks with a verdict', figure: median(timed.map(({ decided }) => decided)), unit: 'checks' },
  ];
}
