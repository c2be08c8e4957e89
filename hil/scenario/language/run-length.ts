import { US_PER_DAY } from '../../../firmware-sim/base/time-units.ts';
import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';

const RUN_AT_MOST_DEFAULT_US = 30 * US_PER_DAY;

/** Key that limits the length of a run. */
export type EndKey = 'run at most' | 'ends at';

/** Length of a run, as the top of a scenario states it. */
export interface RunLength {
  /** Longest pump time of the run. */
  readonly runAtMostUs: number;
  /** Key that states it. */
  readonly endKey: EndKey;
  /** Pump time at which the run ends. Absent: it ends with its last entry and expectation. */
  readonly endsAtUs?: number;
}

interface WrittenLength {
  readonly 'run at most'?: number | undefined;
  readonly 'ends at'?: number | undefined;
}

/** Reads the length of a run. Without a readable top it is unlimited, so that no entry lies beyond the end. */
export function runLengthOf(written: WrittenLength | undefined, tree: MapTree, refuse: Refuse): RunLength {
  if (written === undefined) return { runAtMostUs: Number.POSITIVE_INFINITY, endKey: 'run at most' };
  const { 'run at most': atMostUs, 'ends at': endsAtUs } = written;
  if (endsAtUs === undefined) return { runAtMostUs: atMostUs ?? RUN_AT_MOST_DEFAULT_US, endKey: 'run at most' };
  if (atMostUs !== undefined) {
    const place = tree.entries.get('run at most')?.keyPlace ?? tree.place;
    refuse(place, '`run at most` together with `ends at`', 'one of the two');
  }
  return { runAtMostUs: endsAtUs, endKey: 'ends at', endsAtUs };
}
