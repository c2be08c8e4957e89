import {
  addedUg,
  type Bore,
  before,
  beyond,
  type DrugFront,
  flowSpreadMm2,
  halfWidthMlOf,
  isDecided,
  mixingTimeS,
  risenShare,
  secondsToHead,
  sharpFront,
  spreadMm2,
  toNextKnotMl,
  withNearestJoined,
} from './drug-front.ts';

/**
 * Largest number of travelling fronts. A further one makes the two nearest join. Mass stays exact, and the mass between
 * them arrives with the later one.
 */
export const FRONTS_MAX = 16;
/** Distance in volume below which two places count as equal. */
const SAME_ML = 1e-12;
/** Relative difference below which two flows count as one continuous flow. */
const SAME_FLOW_SHARE = 1e-3;

/** Mean flow and its duration. */
export interface SteadyFlow {
  readonly meanMlPerS: number;
  readonly seconds: number;
}

export interface FrontAtTip {
  readonly fromUgPerMl: number;
  readonly toUgPerMl: number;
  readonly sigmaCm: number;
  readonly decided: boolean;
}

/**
 * Drug in the catheter: plug flow by volume. Each change of concentration is a front that dispersion spreads. A place
 * is the volume that had entered the catheter. The tip is at the volume that has left, less the catheter's volume.
 */
export class DrugLine {
  readonly #bore: Bore;
  readonly #pulseMl: number;
  /** Concentration and mass after the last front that has passed, and the place from which they count. */
  #passedUgPerMl: number;
  #passedUg = 0;
  #passedToMl: number;
  #fronts: DrugFront[] = [];
  /** Fronts that have passed while the tip is still within a pulse of them. The mass before them is the old one. */
  #justPassed: DrugFront[] = [];
  #tipMl: number;
  #enteredMl = 0;
  /** Flow at the tip and its duration so far. */
  #mlPerS = 0;
  #steadyS = 0;

  /**
   * `pulseMl` is the largest difference of the true outflow from its mean course. It limits the resolution of places.
   */
  constructor(bore: Bore, catheterMl: number, concentrationUgPerMl: number, pulseMl: number) {
    this.#bore = bore;
    this.#pulseMl = pulseMl;
    this.#tipMl = -catheterMl;
    this.#passedToMl = -catheterMl;
    this.#passedUgPerMl = concentrationUgPerMl;
  }

  get frontCount(): number {
    return this.#fronts.length;
  }

  /** Returns the concentration at the tip after a further `ml` have left. */
  tipUgPerMl(ml = 0): number {
    return this.#ugPerMlAt(this.#tipMl + ml);
  }

  /** Returns the mass out of the tip since the start, after a further `ml` have left. */
  outUg(ml = 0): number {
    return this.#massUpTo(this.#tipMl + ml);
  }

  /** Mass between the tip and the pump. */
  get insideUg(): number {
    return this.#massUpTo(this.#enteredMl) - this.#massUpTo(this.#tipMl);
  }

  get insideMl(): number {
    return this.#enteredMl - this.#tipMl;
  }

  #ugPerMlAt(placeMl: number): number {
    return this.#fronts.reduce((sum, one) => sum + one.changeUgPerMl * risenShare(one, placeMl), this.#passedUgPerMl);
  }

  /** Returns whether a front is at the tip, so that the concentration of the outflow changes. */
  get isPassing(): boolean {
    return this.#fronts.some((front) => front.halfWidthMl !== undefined);
  }

  enter(volumeMl: number): void {
    this.#enteredMl += volumeMl;
  }

  /** Moves a volume out of the tip. The fronts inside spread over that time. */
  leave(volumeMl: number, { meanMlPerS, seconds }: SteadyFlow): void {
    this.#tipMl += volumeMl;
    if (seconds <= 0) return;
    const isSame = Math.abs(meanMlPerS - this.#mlPerS) <= SAME_FLOW_SHARE * Math.abs(this.#mlPerS);
    const fromS = isSame ? this.#steadyS : 0;
    this.#mlPerS = meanMlPerS;
    this.#steadyS = fromS + seconds;
    if (this.#fronts.length > 0) this.#fronts = this.#fronts.map((front) => this.#smeared(front, fromS));
  }

  /** Moves a volume back out at the pump's end. Returns the drug in it. A front in that volume ends at the new top. */
  giveBack(volumeMl: number): number {
    const backUg = this.topUg(volumeMl);
    this.#enteredMl -= volumeMl;
    this.#endFrontsAtTop();
    return backUg;
  }

  /** Returns the drug in the last `volumeMl` before the pump. Fluid beyond the tip has `tipUgPerMl`. */
  topUg(volumeMl: number, tipUgPerMl = 0): number {
    const { insideMl } = this;
    if (volumeMl > insideMl) return this.insideUg + tipUgPerMl * (volumeMl - insideMl);
    return this.#massUpTo(this.#enteredMl) - this.#massUpTo(this.#enteredMl - volumeMl);
  }

  /** Moves all contents back towards the pump. Fluid of concentration `tipUgPerMl` follows at the tip. */
  drawBack(volumeMl: number, tipUgPerMl: number): void {
    if (volumeMl <= 0) return;
    this.#recallPassed();
    const wasTipMl = this.#tipMl;
    const sendsUgPerMl = this.#sendsUgPerMl;
    const insideUgPerMl = this.#ugPerMlAt(wasTipMl);
    const inside = this.#fronts.flatMap((front) => beyond(front, wasTipMl) ?? []);
    this.#passedUg = this.#massUpTo(wasTipMl);
    this.#tipMl -= volumeMl;
    this.#enteredMl -= volumeMl;
    this.#passedToMl = this.#tipMl;
    this.#passedUgPerMl = tipUgPerMl;
    const atTip = insideUgPerMl - tipUgPerMl;
    this.#fronts = [...(atTip === 0 ? [] : [sharpFront(wasTipMl, atTip)]), ...inside];
    this.#endFrontsAtTop(sendsUgPerMl);
  }

  /** Pushes a volume out of the tip in an instant, so that no front spreads. */
  push(volumeMl: number): void {
    const reachedMl = this.#tipMl + volumeMl;
    this.#fronts = this.#fronts.map((front) => this.#fixed(front, reachedMl));
    this.#tipMl = reachedMl;
  }

  /** Gives all contents one concentration. Drug that has left does not change. */
  spread(insideUgPerMl: number): void {
    const sendsUgPerMl = this.#sendsUgPerMl;
    this.#passedUg = this.#massUpTo(this.#tipMl);
    this.#passedToMl = this.#tipMl;
    this.#passedUgPerMl = insideUgPerMl;
    this.#fronts = [];
    this.#justPassed = [];
    this.change(sendsUgPerMl - insideUgPerMl);
  }

  /** Concentration of the pump's outflow, after the last front. */
  get #sendsUgPerMl(): number {
    return this.#fronts.reduce((sum, one) => sum + one.changeUgPerMl, this.#passedUgPerMl);
  }

  /** Removes fronts past the top, and places the change to the concentration of the pump's outflow there. */
  #endFrontsAtTop(sendsUgPerMl = this.#sendsUgPerMl): void {
    this.#fronts = this.#fronts.flatMap((front) => before(front, this.#enteredMl) ?? []);
    const changeUgPerMl = sendsUgPerMl - this.#sendsUgPerMl;
    if (changeUgPerMl !== 0) this.#fronts.push(sharpFront(this.#enteredMl, changeUgPerMl));
    this.#boundFronts();
  }

  /** Changes the concentration of the pump's outflow from now on. */
  change(changeUgPerMl: number): void {
    if (changeUgPerMl === 0) return;
    const last = this.#fronts.at(-1);
    if (last !== undefined && last.varianceMm2 === 0 && Math.abs(last.middleMl - this.#enteredMl) < SAME_ML) {
      this.#fronts[this.#fronts.length - 1] = { ...last, changeUgPerMl: last.changeUgPerMl + changeUgPerMl };
    } else this.#fronts.push(sharpFront(this.#enteredMl, changeUgPerMl));
    this.#boundFronts();
  }

  /**
   * Returns the volume that has to leave, or the seconds that have to pass, until a front at the tip changes the line.
   * Infinity without a front.
   */
  next(mlPerS: number): { readonly ml: number; readonly seconds: number } {
    let ml = Number.POSITIVE_INFINITY;
    let seconds = Number.POSITIVE_INFINITY;
    for (const front of this.#fronts) {
      const aheadMl = front.middleMl - this.#tipMl;
      if (front.halfWidthMl === undefined)
        seconds = Math.min(seconds, secondsToHead(front, this.#bore, aheadMl, mlPerS));
      else ml = Math.min(ml, toNextKnotMl(aheadMl, front.halfWidthMl, this.#pulseMl));
    }
    return { ml, seconds };
  }

  /**
   * Fixes the width of fronts whose head has reached the tip, and drops fronts that have passed. Returns those whose
   * middle arrived.
   */
  settle(): readonly FrontAtTip[] {
    this.#justPassed = this.#justPassed.filter((front) => this.#tipMl < endMlOf(front));
    if (this.#fronts.length === 0) return [];
    const fixed = this.#fronts.map((front) => this.#fixed(front));
    const isAtTip = (front: DrugFront): boolean => !front.isTold && front.middleMl <= this.#tipMl + this.#pulseMl;
    this.#fronts = fixed;
    const told = fixed.filter(isAtTip).map((front) => this.#atTip(front));
    if (told.length > 0) this.#fronts = fixed.map((front) => (isAtTip(front) ? { ...front, isTold: true } : front));
    for (;;) {
      const first = this.#fronts[0];
      if (first === undefined || this.#tipMl + this.#pulseMl < endMlOf(first)) return told;
      if (this.#tipMl < endMlOf(first)) this.#justPassed.push(first);
      this.#passedUg += this.#passedUgPerMl * (first.middleMl - this.#passedToMl) + first.lumpUg;
      this.#passedUgPerMl += first.changeUgPerMl;
      this.#passedToMl = first.middleMl;
      this.#fronts.shift();
    }
  }

  #boundFronts(): void {
    const beyondMax = this.#fronts.length - FRONTS_MAX;
    for (let i = 0; i < beyondMax; i += 1) this.#fronts = withNearestJoined(this.#fronts, this.#tipMl);
  }

  #massUpTo(placeMl: number): number {
    const passedUg = this.#passedUg + this.#passedUgPerMl * (placeMl - this.#passedToMl);
    const ug = this.#fronts.reduce((sum, front) => sum + addedUg(front, placeMl), passedUg);
    return this.#justPassed.reduce((sum, front) => sum + addedUg(front, placeMl) - passedUgOf(front, placeMl), ug);
  }

  /** Restores fronts that were about to leave, because they are still inside. Called before fluid moves back. */
  #recallPassed(): void {
    if (this.#justPassed.length === 0) return;
    const recalled = this.#justPassed;
    const passedUg = this.#massUpTo(this.#tipMl);
    this.#fronts = [...recalled, ...this.#fronts];
    this.#justPassed = [];
    this.#passedUgPerMl -= recalled.reduce((sum, front) => sum + front.changeUgPerMl, 0);
    this.#passedToMl = this.#tipMl;
    this.#passedUg = passedUg - recalled.reduce((sum, front) => sum + addedUg(front, this.#tipMl), 0);
  }

  #smeared(front: DrugFront, fromS: number): DrugFront {
    if (front.halfWidthMl !== undefined) return front;
    const gained = (spread: typeof spreadMm2): number =>
      spread(this.#bore, this.#mlPerS, this.#steadyS) - spread(this.#bore, this.#mlPerS, fromS);
    const hastyMm2 = this.#steadyS < mixingTimeS(this.#bore) ? gained(flowSpreadMm2) : 0;
    return { ...front, varianceMm2: front.varianceMm2 + gained(spreadMm2), hastyMm2: front.hastyMm2 + hastyMm2 };
  }

  #fixed(front: DrugFront, reachedMl = this.#tipMl + this.#pulseMl): DrugFront {
    if (front.halfWidthMl !== undefined) return front;
    const half = halfWidthMlOf(front, this.#bore);
    return front.middleMl - half <= reachedMl ? { ...front, halfWidthMl: half } : front;
  }

  #atTip(front: DrugFront): FrontAtTip {
    const index = this.#fronts.indexOf(front);
    const fromUgPerMl = this.#fronts.slice(0, index).reduce((sum, one) => sum + one.changeUgPerMl, this.#passedUgPerMl);
    return {
      fromUgPerMl,
      toUgPerMl: fromUgPerMl + front.changeUgPerMl,
      sigmaCm: Math.sqrt(front.varianceMm2) / 10,
      decided: isDecided(front),
    };
  }
}

function endMlOf({ middleMl, halfWidthMl = 0 }: DrugFront): number {
  return middleMl + halfWidthMl;
}

/** Returns the mass that a front adds before a place, as if its whole change lay before that place. */
function passedUgOf({ changeUgPerMl, lumpUg, middleMl }: DrugFront, placeMl: number): number {
  return changeUgPerMl * (placeMl - middleMl) + lumpUg;
}
