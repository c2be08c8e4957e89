import type { Problem } from '../../yaml/problem.ts';
import { type Combination, combinationText, plainCombination } from './parameter.ts';

/** Problems of one combination of values. */
export interface CombinationProblems {
  readonly combination: Combination;
  readonly problems: readonly Problem[];
}

/**
 * Returns each problem of a scenario with parameters once. If only some combinations have the problem, it names the
 * first of them with its values.
 */
export function mergedProblems(all: readonly CombinationProblems[], combinationCount: number): readonly Problem[] {
  const merged = new Map<string, { readonly problem: Problem; readonly first: Combination; count: number }>();
  for (const { combination, problems } of all) {
    const keys = new Set<string>();
    for (const problem of problems) {
      const key = keyOf(problem);
      const known = merged.get(key);
      if (known === undefined) merged.set(key, { problem, first: combination, count: 1 });
      else if (!keys.has(key)) known.count += 1;
      keys.add(key);
    }
  }
  return [...merged.values()].map(({ problem, first, count }) =>
    count === combinationCount ? problem : { ...problem, only: onlyText(first, count, combinationCount) },
  );
}

function onlyText(first: Combination, count: number, combinationCount: number): string {
  const name = combinationText(plainCombination(first));
  return count === 1 ? `with ${name}` : `with ${name}, and ${count - 1} more of ${combinationCount} combinations`;
}

/** Returns whether two combinations have the same problem: place and words are equal, apart from the values. */
function keyOf({ file, line, column, found, allowed }: Problem): string {
  const words = `${found}; ${allowed}`.replace(/"[^"]*"/g, '""').replace(/-?\d+(?:\.\d+)?(?: (?:s|min|h|d)\b)?/g, '0');
  return `${file}:${line}:${column}:${words}`;
}
