/** What a true volume may differ by from the nominal one, each cause in a place of its own. */
export const flowFactors = ['head', 'ambient', 'filling', 'filter'] as const;
export type FlowFactor = (typeof flowFactors)[number];

/**
 * True over nominal volume: head (accuracy, over-infusion) x ambient (air pressure, warmth) x filling (gas behind a nearly empty
 * reservoir) x filter. No setter overwrites another's factor, and the order of settings does not matter.
 */
export class FlowRatio {
  readonly #factors: Record<FlowFactor, number> = { head: 1, ambient: 1, filling: 1, filter: 1 };
  readonly #onChange: (ratio: number, factor: FlowFactor) => void;

  constructor(onChange: (ratio: number, factor: FlowFactor) => void) {
    this.#onChange = onChange;
  }

  /** The product, always in the same order, so that its last bit depends on the factors alone. */
  get ratio(): number {
    const { head, ambient, filling, filter } = this.#factors;
    return head * ambient * filling * filter;
  }

  factor(name: FlowFactor): number {
    return this.#factors[name];
  }

  /** A RangeError for a factor below 0. The same factor again changes nothing. */
  set(name: FlowFactor, value: number): void {
    if (!(value >= 0 && Number.isFinite(value)))
      throw new RangeError(`flow: ${value} for ${name} is below 0 or no number`);
    if (this.#factors[name] === value) return;
    this.#factors[name] = value;
    this.#onChange(this.ratio, name);
  }
}
