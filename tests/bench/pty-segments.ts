import { fromChild } from './child.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

export const SEGMENTS = 700;
const PROCESSES = 7;

export interface SegmentTimes {
  readonly segmentsMs: number;
  readonly echoMs: number;
}

/** Measures segments in a new process for each round, because the first segments of a process run uncompiled code. */
export async function measure(): Promise<readonly Figure[]> {
  const rounds: SegmentTimes[] = [];
  for (let round = 0; round < PROCESSES; round += 1) {
    const first = round % 2 === 0 ? 'segments' : 'echo';
    rounds.push(await fromChild<SegmentTimes>('./segments-process.ts', first));
  }
  return [
    {
      name: `${SEGMENTS} segments over a pty`,
      figure: median(rounds.map((one) => one.segmentsMs)),
      unit: 'ms',
      baseline: { name: 'bare serialport echo', figure: median(rounds.map((one) => one.echoMs)) },
      ratio: median(rounds.map((one) => one.segmentsMs / one.echoMs)),
      limit: { of: 'figure', bound: 'at most', value: 1000 },
    },
  ];
}
