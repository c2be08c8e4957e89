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
