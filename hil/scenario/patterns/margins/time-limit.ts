import { US_PER_SECOND } from '../../../../firmware-sim/base/time-units.ts';
import type { Evaluation } from '../../formula/evaluation.ts';
import type { Formula } from '../../formula/formula.ts';
import { completedAt } from '../../formula/in-order.ts';
import { pointAt, startUsOf } from '../../formula/instant.ts';
import { has, type InstantSet, intersectionOf, runIndexAt } from '../../formula/instant-set.ts';

/** Keys that limit a time. */
export type TimeKey = 'within' | 'for at least' | 'for at most';

/** A limit in time as a key of the check writes it. */
export interface WrittenLimit {
  readonly fromUs: number;
  readonly boundUs: number;
  /** `latest`: it has to come by the bound. `earliest`: it must not come up to the bound. */
  readonly is: 'latest' | 'earliest';
  /** Key of the check that writes the limit, and the time of `from` that the limit does not count. */
  readonly key: TimeKey;
  readonly uncountedUs?: number;
}

/** A limit of the time from an occurrence to something that ends the wait for it. */
export interface TimeLimit extends WrittenLimit {
  /** Looked for from `fromUs` behind the occurrence on. Of several the last one counts, each after the one before. */
  readonly steps: readonly Formula[];
  /** Set if the time counts from the first step, wherever it comes, and not from the occurrence. */
  readonly isFree?: true;
}

/**
 * Returns by how many seconds the nearest occurrence kept its time limits, negative for the seconds by which it missed them;
 * null if no later time in the run would change the verdict.
 */
export function timeMarginS(limits: readonly TimeLimit[], asked: InstantSet, evaluation: Evaluation): number | null {
  const marginsUs = limits.flatMap((limit) => marginsOf(limit, asked, evaluation));
  const nearestUs = marginsUs.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return Number.isFinite(nearestUs) ? nearestUs / US_PER_SECOND : null;
}

function marginsOf(limit: TimeLimit, asked: InstantSet, evaluation: Evaluation): readonly number[] {
  const { fromUs, boundUs, is, isFree } = limit;
  const recorded: InstantSet = [0, pointAt(evaluation.times.recordedUs)];
  const steps = limit.steps.map((step) => {
    const { sure, maybe } = evaluation.truthOf(step);
    return is === 'latest' ? sure : intersectionOf(maybe, recorded);
  });
  if (isFree === true) return freeMargins(steps, boundUs);
  const margins: number[] = [];
  for (let i = 0; i < asked.length; i += 2) {
    const [first, last] = [asked[i] as number, asked[i + 1] as number];
    // The last moment of a stretch waits shortest.
    for (const instant of is === 'latest' ? longestWaits(steps, first, last, fromUs) : [last]) {
      const tookUs = waitUs(steps, instant, fromUs);
      if (Number.isFinite(tookUs)) margins.push(is === 'latest' ? boundUs - tookUs : tookUs - boundUs);
    }
  }
  return margins;
}

/** Returns the margin of the quickest steps, wherever they come. */
function freeMargins(steps: readonly InstantSet[], boundUs: number): readonly number[] {
  const [first = []] = steps;
  // Between the changes of the steps a later begin waits shorter, so the quickest one begins at a change.
  const begins = steps.flat().filter((instant) => Number.isFinite(instant) && has(first, instant));
  const tookUs = begins.map((instant) => waitUs(steps, instant, 0));
  const shortest = tookUs.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return Number.isFinite(shortest) ? [boundUs - shortest] : [];
}

/** Returns the moments of a stretch that wait longer than those behind them: the first one, and each after a step ended. */
function longestWaits(steps: readonly InstantSet[], first: number, last: number, fromUs: number): readonly number[] {
  const moments = [first];
  const shift = pointAt(fromUs);
  for (const step of steps) {
    for (let i = runIndexAt(step, first + shift); i < step.length && first < last; i += 2) {
      const behind = (step[i + 1] as number) + 1 - shift;
      if (behind > last) break;
      moments.push(behind);
    }
  }
  return moments;
}

/** Returns the time from an instant to the completion of all steps; Infinity if they do not come. */
function waitUs(steps: readonly InstantSet[], instant: number, fromUs: number): number {
  const found = completedAt(steps, instant + pointAt(fromUs));
  return found === undefined ? Number.POSITIVE_INFINITY : startUsOf(found) - startUsOf(instant);
}

/** Returns the limit of `within` for what has to come. */
export function latest(of: Formula, fromUs: number, boundUs: number): TimeLimit {
  return { steps: [of], fromUs, boundUs, is: 'latest', key: 'within' };
}

/** Returns the limit of `within` for what must not come. */
export function earliest(of: Formula, fromUs: number, boundUs: number): TimeLimit {
  return { steps: [of], fromUs, boundUs, is: 'earliest', key: 'within' };
}

/** Returns a limit that counts from `from` on. */
export function lasting(limit: TimeLimit, key: TimeKey, fromUs: number): TimeLimit {
  return { ...limit, key, uncountedUs: fromUs };
}

/** Returns the limits of how long a response lasts, which its time of begin does not measure. */
export function lengthsOf({ atLeastUs, atMostUs }: { readonly atLeastUs?: number; readonly atMostUs?: number }): {
  readonly lengths?: readonly WrittenLimit[];
} {
  const lengths: readonly WrittenLimit[] = [
    ...(atLeastUs === undefined
      ? []
      : [{ key: 'for at least', is: 'earliest', fromUs: 0, boundUs: atLeastUs } as const]),
    ...(atMostUs === undefined ? [] : [{ key: 'for at most', is: 'latest', fromUs: 0, boundUs: atMostUs } as const]),
  ];
  return lengths.length === 0 ? {} : { lengths };
}

export function limitedBy(limits: readonly TimeLimit[]): { readonly timeLimits?: readonly TimeLimit[] } {
  return limits.length === 0 ? {} : { timeLimits: limits };
}

export function marginalBy(
  marginalUs: number | undefined,
  unmarginal: (limitUs: number) => Formula,
): { readonly unmarginal?: Formula } {
  return marginalUs === undefined ? {} : { unmarginal: unmarginal(marginalUs) };
}
