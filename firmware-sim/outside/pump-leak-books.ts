import type { ReservoirMix } from './reservoir-mix.ts';

/** Amounts of drugs and tracers that a leak of the pump has let into the pocket, by name. */
export class PumpLeakBooks {
  readonly #mix: ReservoirMix;
  readonly #leakedMl: () => number;
  readonly #ug = new Map<string, number>();
  #countedMl = 0;

  /** `leakedMl` is the volume out of the leak since the start. */
  constructor(mix: ReservoirMix, leakedMl: () => number) {
    this.#mix = mix;
    this.#leakedMl = leakedMl;
  }

  /** Counts the leaked volume so far. Called before the mixture or its share of solution changes. */
  count(solutionShare: number): void {
    const leakedMl = this.#leakedMl();
    const solutionMl = (leakedMl - this.#countedMl) * solutionShare;
    this.#countedMl = leakedMl;
    if (solutionMl === 0) return;
    for (const [name, perMl] of this.#mix.all) this.#ug.set(name, this.ug(name) + solutionMl * perMl);
  }

  ug(name: string): number {
    return this.#ug.get(name) ?? 0;
  }
}
