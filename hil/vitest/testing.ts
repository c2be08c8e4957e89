/** Public interface of `rollerloop/vitest`: `test` with fixtures, and matchers for `expect`. */

import { expect } from 'vitest';
import type { BenchOptions } from '../bench.ts';
import type { Quantity, Time } from '../builders/units.gen.ts';
import type { ConditionText } from '../builders/written.gen.ts';
import { type DeliveryLimits, toDeliver, toHold, toStallWithin } from './matchers.ts';

expect.extend({ toHold, toDeliver, toStallWithin });

declare module 'vitest' {
  // The type parameter has to be that of vitest's own declaration.
  interface Matchers<T> {
    /**
     * Passes if all checks of a run pass, or the check of that name. For a bench: if a condition has held from the start until
     * now.
     */
    toHold(what?: ConditionText): void;
    /** Runs the bench on for a time, and passes if the pump delivers the volume in it. */
    toDeliver(volume: Quantity<'volume'>, limits: DeliveryLimits): Promise<void>;
    /** Runs the bench on, and passes if the pump logs a motor stall within the time. */
    toStallWithin(time: Time): Promise<void>;
  }
  interface ProvidedContext {
    /** Options of the benches of all tests. */
    benchOptions: BenchOptions;
  }
}

export { type BenchFixtures, test } from './fixtures.ts';
export type { DeliveryLimits } from './matchers.ts';
export type { ObservedRun } from './observed-run.ts';
export { expect };
