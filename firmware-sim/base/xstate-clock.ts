import type { Clock } from '../../protocol/clock.ts';

/** The two functions of a clock that xstate calls. */
export interface MachineClock {
  setTimeout(fn: () => void, delayUs: number): number;
  clearTimeout(id: number): void;
}

/**
 * Adapts the pump clock to a machine's `after`. Delays are whole microseconds and are passed on unchanged. `onFired`
 * runs after each.
 */
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
