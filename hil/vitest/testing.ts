/** Public interface of `rollerloop/vitest`: `test` with fixtures, and matchers for `expect`. */

import { expect } from 'vitest';
import type { BenchOptions } from '../bench.ts';
import type { Quantity, Time } from '../builders/units.gen.ts';
import type { ConditionText } from '../builders/written.gen.ts';
import { toBeAccepted, toBeRefused } from './answer-matchers.ts';
import { type DeliveryLimits, toDeliver, toHold, toStallWithin } from './matchers.ts';

expect.extend({ toHold, toDeliver, toStallWithin, toBeAccepted, toBeRefused });

declare module 'vitest' {
  // vitest declares this type parameter, so this declaration must have it too.
  interface Matchers<T> {
    /**
     * For a run: passes if all its checks pass, or the check of the given name. For a bench: passes if a condition has
     * held from the start until now.
     */
    toHold(what?: ConditionText): void;
    /** Advances the bench by a time, and passes if the pump delivers the volume in that time. */
    toDeliver(volume: Quantity<'volume'>, limits: DeliveryLimits): Promise<void>;
    /** Advances the bench, and passes if the pump logs a motor stall within the time. */
    toStallWithin(time: Time): Promise<void>;
    /** Passes if the pump accepted a request of a programmer. */
    toBeAccepted(): void;
    /** Passes if the pump refused it, by the named field (`rate`) or for the named reason (`range`). */
    toBeRefused(by?: string): void;
  }
  interface ProvidedContext {
    /** Options for the benches of all tests. */
    benchOptions: BenchOptions;
  }
}

export { type BenchFixtures, test } from './fixtures.ts';
export type { DeliveryLimits } from './matchers.ts';
export type { ObservedRun } from './observed-run.ts';
export { expect };
