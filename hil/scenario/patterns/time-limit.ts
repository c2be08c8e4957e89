import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { Evaluation } from '../formula/evaluation.ts';
import type { Formula } from '../formula/formula.ts';
import { completedAt } from '../formula/in-order.ts';
import { pointAt, startUsOf } from '../formula/instant.ts';
import { type InstantSet, intersectionOf } from '../formula/instant-set.ts';

/** A limit of the time from an occurrence to something that ends the wait for it. */
export interface TimeLimit {
  /** Looked for from `fromUs` behind the occurrence on. Of several the last one counts, each after the one before. */
  readonly steps: readonly Formula[];
  readonly fromUs: number;
  readonly boundUs: number;
  /** `latest`: it has to come by the bound. `earliest`: it must not come up to the bound. */
  readonly is: 'latest' | 'earliest';
  /** Set if the time counts from the first step, wherever it comes, and not from the occurrence. */
  readonly isFree?: true;
}

/**
 * Returns by how many seconds the nearest occurrence kept its time limits, negative for the seconds by which it missed them;
 * null if no later time in the run would change the verdict.
 */
export function timeMarginS(limits: readonly TimeLimit[], asked: InstantSet, evaluation: Evaluation): number | null {
  const marginsUs = limits.flatMap((limit) => marginsOf(limit, asked, evaluation));
  return marginsUs.length === 0 ? null : Math.min(...marginsUs) / US_PER_SECOND;
}

function marginsOf(limit: TimeLimit, asked: InstantSet, evaluation: Evaluation): readonly number[] {
  const { fromUs, boundUs, is, isFree } = limit;
  const recorded: InstantSet = [0, pointAt(evaluation.times.recordedUs)];
  const steps = limit.steps.map((step) => {
    const { sure, maybe } = evaluation.truthOf(step);
    return is === 'latest' ? sure : intersectionOf(maybe, recorded);
  });
  if (isFree === true) {
    const [first = []] = steps;
    const tookUs = endsOf(first).map((at) => waitUs(steps, at, 0));
    const shortest = Math.min(...tookUs);
    return Number.isFinite(shortest) ? [boundUs - shortest] : [];
  }
  const margins: number[] = [];
  for (let i = 0; i < asked.length; i += 2) {
    // The first moment of a stretch waits longest, the last one shortest.
    const at = startUsOf(asked[is === 'latest' ? i : i + 1] as number);
    const tookUs = waitUs(steps, at, fromUs);
    if (Number.isFinite(tookUs)) margins.push(is === 'latest' ? boundUs - tookUs : tookUs - boundUs);
  }
  return margins;
}

/** Returns the time from a moment to the completion of all steps; Infinity if they do not come. */
function waitUs(steps: readonly InstantSet[], atUs: number, fromUs: number): number {
  const found = completedAt(steps, pointAt(atUs + fromUs));
  return found === undefined ? Number.POSITIVE_INFINITY : startUsOf(found) - atUs;
}

/** Returns the last microsecond of each run of a set. */
function endsOf(set: InstantSet): readonly number[] {
  return set.filter((instant, i) => i % 2 === 1 && Number.isFinite(instant)).map(startUsOf);
}

export function latest(of: Formula, fromUs: number, boundUs: number): TimeLimit {
  return { steps: [of], fromUs, boundUs, is: 'latest' };
}

export function earliest(of: Formula, fromUs: number, boundUs: number): TimeLimit {
  return { steps: [of], fromUs, boundUs, is: 'earliest' };
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
