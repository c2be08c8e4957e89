import { outletUl, type RollerHead } from './roller-head.ts';

/** Rounding of head volumes in double precision. */
const PUMPED_SLACK_ML = 1e-12;

interface Found {
  readonly volumeMl: number;
  readonly lostSteps: number;
  readonly takenSteps: number;
  readonly step: number;
}

/**
 * Volume through a roller head since the start, by its angle. Caches the last result, because each change of a line
 * needs it several times.
 */
export class HeadVolume {
  readonly #head: RollerHead;
  readonly #stepsPerRevolution: number;
  /** True over nominal volume from `#beforeMl` on. The volume before it was pumped at other ratios. */
  #ratio = 1;
  #beforeMl = 0;
  #atDeg = Number.NaN;
  #atUl = 0;
  #found: Found | undefined;

  constructor(head: RollerHead, stepsPerRevolution: number) {
    this.#head = head;
    this.#stepsPerRevolution = stepsPerRevolution;
  }

  get ratio(): number {
    return this.#ratio;
  }

  pumpedMl(rotorDeg: number): number {
    if (rotorDeg !== this.#atDeg) {
      this.#atDeg = rotorDeg;
      this.#atUl = outletUl(this.#head, rotorDeg);
    }
    return this.#beforeMl + (this.#ratio * this.#atUl) / 1000;
  }

  /** Sets the ratio from an angle on. The volume up to it does not change. */
  setRatio(ratio: number, rotorDeg: number): void {
    const pumpedMl = this.pumpedMl(rotorDeg);
    this.#found = undefined;
    this.#ratio = ratio;
    this.#beforeMl = 0;
    this.#beforeMl = pumpedMl - this.pumpedMl(rotorDeg);
  }

  /**
   * Returns the commanded step at which a turning rotor will have pumped a volume. It does not depend on the rate as
   * long as no step is lost.
   */
  commandedStepAt(volumeMl: number, lostSteps: number, takenSteps: number): number {
    if (this.#ratio === 0) return Number.POSITIVE_INFINITY;
    const found = this.#found;
    if (found?.volumeMl === volumeMl && found.lostSteps === lostSteps && found.takenSteps === takenSteps)
      return found.step;
    const step = this.#bisected(volumeMl, lostSteps, takenSteps);
    this.#found = { volumeMl, lostSteps, takenSteps, step };
    return step;
  }

  /** Finds the step by bisection, because the volume of the head only grows. */
  #bisected(volumeMl: number, lostSteps: number, takenSteps: number): number {
    const stepsPerRevolution = this.#stepsPerRevolution;
    const pumpedBy = (step: number): number =>
      this.#beforeMl +
      (this.#ratio * outletUl(this.#head, ((step - lostSteps - takenSteps) * 360) / stepsPerRevolution)) / 1000;
    const nominalMl = (volumeMl - this.#beforeMl) / this.#ratio;
    const meanSteps =
      Math.ceil((nominalMl * 1000 * stepsPerRevolution) / this.#head.revolutionUl) + lostSteps + Math.ceil(takenSteps);
    // Above the safe integers, the middle of two neighbours equals one of them. No run lasts that long.
    if (!Number.isSafeInteger(meanSteps)) return Number.POSITIVE_INFINITY;
    let low = meanSteps - stepsPerRevolution;
    let high = meanSteps + stepsPerRevolution;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (pumpedBy(middle) >= volumeMl - PUMPED_SLACK_ML) high = middle;
      else low = middle;
    }
    return high;
  }
}
