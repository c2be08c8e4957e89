import { inject, test } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** True if the run is `npm run test:long`. */
    readonly isLong: boolean;
  }
}

/** Number of repetitions of a random case: `quick` in `npm test`, `long` in `npm run test:long`. */
export function runCount(counts: { readonly quick: number; readonly long: number }): number {
  return inject('isLong') ? counts.long : counts.quick;
}

/**
 * Defines a test of `npm run test:long` alone. It needs seconds of CPU time, and `npm test` has a quicker test of its subject.
 */
export function longTest(title: string, body: () => Promise<void> | void): void {
  longSuite(() => test(title, body));
}

/** Defines a suite of `npm run test:long` alone. */
export function longSuite(suite: () => void): void {
  if (inject('isLong')) suite();
}

/** Returns the first cases, as many as `npm test` runs; all of them in `npm run test:long`. */
export function firstOf<T>(quickCount: number, cases: readonly T[]): readonly T[] {
  return inject('isLong') ? cases : cases.slice(0, quickCount);
}

/** Returns every so many of the cases, from the first one on, in `npm test`; all of them in `npm run test:long`. */
export function everySo<T>(stride: number, cases: readonly T[]): readonly T[] {
  return inject('isLong') ? cases : cases.filter((_one, index) => index % stride === 0);
}
