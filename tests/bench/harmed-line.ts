import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { CommandSeries } from '../hil/rigs/command-series.ts';
import { HarmedLoopback } from '../hil/rigs/harmed-loopback.ts';
import type { Figure } from './figure.ts';
import { compared } from './rounds.ts';

const SEED = 1;
const REQUESTS = 100_000;
const ROUNDS = { warmUp: 1, counted: 9 };
const PER_TURN = REQUESTS / (2 * (ROUNDS.warmUp + ROUNDS.counted));
const HARM = 0.01;

/**
 * A session of 100,000 requests over a bad line, in turns with a session over a clean line. The first wrong answer
 * throws.
 */
export async function measure(): Promise<readonly Figure[]> {
  const harmed = opened({ flip: HARM, drop: HARM, double: HARM, truncate: HARM });
  const clean = opened({});
  const speed = await compared(ROUNDS, harmed.requestsPerSecond, clean.requestsPerSecond);
  const { asked, ended } = harmed.series.moves;
  const { faultCounts, link, board } = harmed.loopback;
  const faults = Object.values(faultCounts).reduce((sum, count) => sum + count, 0);
  return [
    {
      name: `${REQUESTS} requests over a bad line`,
      figure: speed.figure,
      unit: 'requests/s',
      baseline: { name: 'clean line', figure: speed.baseline },
      ratio: speed.ratio,
    },
    { name: '- answered', figure: harmed.series.answered, unit: 'requests', limit: none(REQUESTS, 'at least') },
    { name: '- not executed exactly once', figure: Math.abs(asked - ended), unit: 'moves', limit: none(0) },
    { name: '- counter and shaft are off by', figure: harmed.series.stepsOff, unit: 'steps', limit: none(0) },
    { name: '- lines harmed', figure: faults, unit: 'lines' },
    { name: '- sent again by the host', figure: link.counters.resent, unit: 'requests' },
    { name: '- answered from the cache', figure: board.counters.duplicates, unit: 'requests' },
  ];
}

function none(value: number, bound: 'at least' | 'at most' = 'at most') {
  return { of: 'figure', bound, value } as const;
}

function opened(rates: ConstructorParameters<typeof HarmedLoopback>[1]) {
  const loopback = new HarmedLoopback(SEED, rates);
  loopback.open();
  const series = new CommandSeries(loopback, SEED);
  const requestsPerSecond = (): number => {
    const startUs = wallNowUs();
    if (!series.run(PER_TURN)) throw new Error(`the link gave up after ${series.answered} requests`);
    return (PER_TURN * 1_000_000) / (wallNowUs() - startUs);
  };
  return { loopback, series, requestsPerSecond };
}
