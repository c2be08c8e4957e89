import { inject } from 'vitest';

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

/** Returns every so many of the cases, from the first one on, in `npm test`; all of them in `npm run test:long`. */
export function everySo<T>(stride: number, cases: readonly T[]): readonly T[] {
  return inject('isLong') ? cases : cases.filter((_one, index) => index % stride === 0);
}
