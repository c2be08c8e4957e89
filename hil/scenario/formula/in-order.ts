import { pointAt } from './instant.ts';
import { addRun, firstFrom, type InstantSet } from './instant-set.ts';

/** Returns the first instant by which all steps have come one after the other, from `at` on; undefined if they do not. */
export function completedAt(steps: readonly InstantSet[], at: number): number | undefined {
  let reached: number | undefined = at;
  for (const step of steps) {
    if (reached === undefined) return undefined;
    reached = firstFrom(step, reached);
  }
  return reached;
}

/** Returns the instants from which all steps come one after the other, the last one within a time. */
export function inOrder(steps: readonly InstantSet[], withinUs: number): InstantSet {
  // Between these instants each step is true throughout or false throughout, so that all wait for the same completion.
  const changes = steps.flatMap((set) => set.map((instant, i) => (i % 2 === 0 ? instant : instant + 1)));
  const starts = [...new Set([0, ...changes])].filter(Number.isFinite).sort((a, b) => a - b);
  const result: number[] = [];
  for (const [i, first] of starts.entries()) {
    const last = (starts[i + 1] ?? Number.POSITIVE_INFINITY) - 1;
    const completed = completedAt(steps, first);
    if (completed === undefined) continue;
    // Each instant at which all steps are true completes at itself.
    if (completed === first) addRun(result, first, last);
    else addRun(result, Math.max(first, completed - pointAt(withinUs)), last);
  }
  return result;
}
