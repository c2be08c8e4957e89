/** A gear with play: the output moves only where the input pushes it. */
export class Gear {
  readonly stepDeg: number;
  readonly backlashDeg: number;
  #outputDeg: number;

  /** `stepsPerTurn` of the input for one turn of the output. At the start it was last turned forwards. */
  constructor(stepsPerTurn: number, backlashDeg: number) {
    this.stepDeg = 360 / stepsPerTurn;
    this.backlashDeg = backlashDeg;
    this.#outputDeg = 0;
  }

  get outputDeg(): number {
    return this.#outputDeg;
  }

  /** The input stands at `inputSteps`; forwards the output is exactly there, backwards it lags the whole play behind. */
  turn(inputSteps: number): number {
    const inputDeg = inputSteps * this.stepDeg;
    this.#outputDeg = Math.min(inputDeg + this.backlashDeg, Math.max(inputDeg, this.#outputDeg));
    return this.#outputDeg;
  }

  /** How far the input can go while the output is clamped. */
  inputRange(): { readonly lowSteps: number; readonly highSteps: number } {
    return {
      lowSteps: (this.#outputDeg - this.backlashDeg) / this.stepDeg,
      highSteps: this.#outputDeg / this.stepDeg,
    };
  }
}
