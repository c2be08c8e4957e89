import type { CounterName } from '../tables/core-vocabulary.ts';
import { coreCounters } from '../tables/core-vocabulary.ts';

export type Counters = Readonly<Record<CounterName, number>>;

/** 32-bit counters of sound and damaged lines. COUNTERS reads two per page. */
export class CounterSet {
  readonly #counts: Record<CounterName, number>;

  constructor() {
    this.#counts = Object.fromEntries(coreCounters.map((name) => [name, 0])) as Record<CounterName, number>;
  }

  count(name: CounterName): void {
    this.#counts[name] = (this.#counts[name] + 1) >>> 0;
  }

  page(page: number): { readonly firstCount: number; readonly secondCount: number } {
    const at = (index: number): number => this.#counts[coreCounters[index] as CounterName] ?? 0;
    return { firstCount: at(2 * page), secondCount: at(2 * page + 1) };
  }

  values(): Counters {
    return { ...this.#counts };
  }

  clear(): void {
    for (const name of coreCounters) this.#counts[name] = 0;
  }
}
