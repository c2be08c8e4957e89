/** Gear with play. The output moves only while the input pushes it. */
export class Gear {
  readonly stepDeg: number;
  readonly backlashDeg: number;
  #outputDeg: number;

  /** Creates a gear with `stepsPerTurn` input steps per output turn. Its last motion was forwards. */
  constructor(stepsPerTurn: number, backlashDeg: number) {
    this.stepDeg = 360 / stepsPerTurn;
    this.backlashDeg = backlashDeg;
    this.#outputDeg = 0;
  }

  get outputDeg(): number {
    return this.#outputDeg;
  }

  /**
   * Turns the input to `inputSteps`. After forward motion the output is exact; after backward motion it lags by the
   * whole play.
   */
  turn(inputSteps: number): number {
    const inputDeg = inputSteps * this.stepDeg;
    this.#outputDeg = Math.min(inputDeg + this.backlashDeg, Math.max(inputDeg, this.#outputDeg));
    return this.#outputDeg;
  }

  /** Range of the input while the output is clamped. */
  inputRange(): { readonly lowSteps: number; readonly highSteps: number } {
    return {
      lowSteps: (this.#outputDeg - this.backlashDeg) / this.stepDeg,
      highSteps: this.#outputDeg / this.stepDeg,
    };
  }
}
