import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether the run is `npm run test:long`. */
    readonly isLong: boolean;
  }
}

/** How often a drawn case is repeated: `quick` times in `npm test`, `long` times in `npm run test:long`. */
export function runCount(counts: { readonly quick: number; readonly long: number }): number {
  return inject('isLong') ? counts.long : counts.quick;
}
