import type { Clock } from '../../protocol/clock.ts';

/** The two calls that xstate makes of a clock. */
export interface MachineClock {
  setTimeout(fn: () => void, delayUs: number): number;
  clearTimeout(id: number): void;
}

/** Lets a machine's `after` run on the pump clock; its delays are whole microseconds and pass through untouched. `onFired`: after each. */
export function machineClock(clock: Clock, onFired = (): void => {}): MachineClock {
  const cancels = new Map<number, () => void>();
  let lastId = 0;
  return {
    setTimeout(fn, delayUs) {
      lastId += 1;
      const id = lastId;
      const fire = (): void => {
        cancels.delete(id);
        fn();
        onFired();
      };
      cancels.set(id, clock.at(clock.nowUs() + delayUs, fire));
      return id;
    },
    clearTimeout(id) {
      cancels.get(id)?.();
      cancels.delete(id);
    },
  };
}
