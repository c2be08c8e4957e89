/** Causes of a difference between true and nominal volume. Each has a factor of its own. */
export const flowFactors = ['head', 'ambient', 'filling', 'filter'] as const;
export type FlowFactor = (typeof flowFactors)[number];

/**
 * True over nominal volume: head (accuracy, over-infusion) x ambient (air pressure, temperature) x filling (gas behind a nearly
 * empty reservoir) x filter. Each cause sets its own factor, so the order of settings does not matter.
 */
export class FlowRatio {
  readonly #factors: Record<FlowFactor, number> = { head: 1, ambient: 1, filling: 1, filter: 1 };
  readonly #onChange: (ratio: number, factor: FlowFactor) => void;

  constructor(onChange: (ratio: number, factor: FlowFactor) => void) {
    this.#onChange = onChange;
  }

  /**
   * Returns the product. It is always multiplied in the same order, so that its last bit depends only on the factors.
   */
  get ratio(): number {
    const { head, ambient, filling, filter } = this.#factors;
    return head * ambient * filling * filter;
  }

  factor(name: FlowFactor): number {
    return this.#factors[name];
  }

  /**
   * Sets a factor. Throws a RangeError for a factor that is negative or not finite. Setting an equal factor changes
   * nothing.
   */
  set(name: FlowFactor, value: number): void {
    if (!(value >= 0 && Number.isFinite(value)))
      throw new RangeError(`flow: factor "${name}" is ${value}; allowed: 0 or more`);
    if (this.#factors[name] === value) return;
    this.#factors[name] = value;
    this.#onChange(this.ratio, name);
  }
}
