import { coreCounters } from '../../protocol/tables/core-vocabulary.ts';
import { type CheckRow, factRow, numberRow } from './check-row.ts';
import type { Conversation } from './conversation.ts';

const ROUND_TRIPS = 200;
const MEDIAN_MS_MAX = 20;
const WORST_MS_MAX = 200;
/** A median round trip above this points to the latency timer of a USB adapter, which collects bytes for 16 ms. */
const LATENCY_TIMER_MS = { from: 14, to: 19 };
const LOST_PERCENT_MAX = 1;
const BUCKETS_MS = [1, 2, 5, 10, 15, 20, 50, 100, 200];
const BOARD_ERRORS = ['crcBad', 'lengthBad', 'overlong', 'overruns', 'noise'] as const;
const LINK_ERRORS = ['crcBad', 'lengthBad', 'overlong', 'undecodable'] as const;

const BAD = 'a bad cable or a wrong baud rate';
const SLOW = 'the line is slow, not bad (adapter, hub, network or a busy machine): runs take longer, but lose nothing';

export interface RoundTrips {
  readonly rows: readonly CheckRow[];
  /** Histogram: the upper end of each bucket in milliseconds (the last is Infinity), and its count. */
  readonly histogram: readonly { readonly upToMs: number; readonly count: number }[];
}

export async function checkRoundTrips(talk: Conversation): Promise<RoundTrips> {
  const timesMs: number[] = [];
  for (let i = 0; i < ROUND_TRIPS; i += 1) {
    const { sentUs, receivedUs } = await talk.ask('PING', {});
    timesMs.push((receivedUs - sentUs) / 1000);
  }
  timesMs.sort((a, b) => a - b);
  const medianMs = timesMs[ROUND_TRIPS / 2] as number;
  const worstMs = timesMs.at(-1) as number;
  const isTimer = medianMs >= LATENCY_TIMER_MS.from && medianMs <= LATENCY_TIMER_MS.to;
  const timerHint = "the adapter's latency timer (16 ms) is the cause: set it to 1 ms";
  const median = numberRow('round trip, median', round(medianMs), 'ms', { atMost: MEDIAN_MS_MAX }, SLOW);
  return {
    rows: [
      isTimer ? { ...median, note: timerHint } : median,
      numberRow('round trip, worst', round(worstMs), 'ms', { atMost: WORST_MS_MAX }, 'a busy machine or USB hub'),
    ],
    histogram: [...BUCKETS_MS, Number.POSITIVE_INFINITY].map((upToMs, i) => ({
      upToMs,
      count: timesMs.filter((ms) => ms <= upToMs && ms > (BUCKETS_MS[i - 1] ?? -1)).length,
    })),
  };
}

/** Reads the board's counters before the check. `checkCounters` then ignores bad bytes of an earlier session. */
export async function boardCounters(talk: Conversation): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (let page = 0; page < Math.ceil(coreCounters.length / 2); page += 1) {
    const { reply } = await talk.ask('COUNTERS', { page });
    const names = [coreCounters[2 * page], coreCounters[2 * page + 1]];
    if (names[0] !== undefined) counts[names[0]] = reply.firstCount;
    if (names[1] !== undefined) counts[names[1]] = reply.secondCount;
  }
  return counts;
}

export async function checkCounters(
  talk: Conversation,
  before: Readonly<Record<string, number>>,
): Promise<readonly CheckRow[]> {
  const after = await boardCounters(talk);
  const atBoard = BOARD_ERRORS.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const);
  const atHost = LINK_ERRORS.map((name) => [name, talk.counters[name]] as const);
  const { resent, linesSent, unexpected } = talk.counters;
  // If both replies to a repeated request arrived, nothing was lost. Then the round trips show a slow line.
  const lostCount = Math.max(0, resent - unexpected);
  return [
    countersRow('line errors at the board', atBoard),
    countersRow('line errors at the host', atHost),
    numberRow('lines lost', round((100 * lostCount) / linesSent), '%', { atMost: LOST_PERCENT_MAX }, BAD),
  ];
}

function countersRow(name: string, counts: readonly (readonly [string, number])[]): CheckRow {
  const bad = counts.filter(([, count]) => count > 0);
  const value = bad.length === 0 ? 'none' : bad.map(([counter, count]) => `${count} ${counter}`).join(', ');
  return factRow(name, value, 'none', bad.length === 0, bad.length === 0 ? undefined : BAD);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
