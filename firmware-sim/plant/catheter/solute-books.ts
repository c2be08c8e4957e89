import type { DrugLine, SteadyFlow } from './drug-line.ts';

export type Sink = 'tip' | 'stray' | 'leaked';

/** Volumes that a needle draws at the junction of the port, in the order in which they arrive. */
export interface DrawnStream {
  /** Elastic storage that flows out without suction. All of it comes from the catheter. */
  readonly reliefMl: number;
  readonly suctionMl: number;
  /** Share of the suction volume that comes from the catheter. The rest is pocket fluid. */
  readonly catheterShare: number;
}

/** Volume that a needle injects, and its ways. */
export interface PushedStream {
  readonly volumeMl: number;
  readonly catheterShare: number;
  readonly outOfTip: 'tip' | 'stray';
}

/**
 * Account of one solute: its line in the catheter, the amount in the port, and the amount that has left by each way.
 */
export class SoluteBooks {
  readonly name: string;
  readonly line: DrugLine;
  readonly #portMl: number;
  /** Concentration of the fluid that enters at the tip: 1 for cerebrospinal fluid itself, 0 for other solutes. */
  readonly #tipUgPerMl: number;
  readonly #ug: Record<Sink, number> = { tip: 0, stray: 0, leaked: 0 };
  #sentUgPerMl: number;
  #portUgPerMl: number;
  #outUg = 0;
  #aspiratedUg = 0;
  /** Volume of catheter fluid that a rotor turned back by a field has drawn into the pump, and that will be sent again. */
  #returnedMl = 0;
  #returnedUg = 0;

  constructor(options: {
    readonly name: string;
    readonly line: DrugLine;
    readonly ugPerMl: number;
    readonly portMl: number;
    readonly tipUgPerMl?: number;
  }) {
    this.name = options.name;
    this.line = options.line;
    this.#portMl = options.portMl;
    this.#tipUgPerMl = options.tipUgPerMl ?? 0;
    this.#sentUgPerMl = options.ugPerMl;
    this.#portUgPerMl = options.ugPerMl;
  }

  get tipUg(): number {
    return this.#ug.tip;
  }

  get strayUg(): number {
    return this.#ug.stray;
  }

  get leakedUg(): number {
    return this.#ug.leaked;
  }

  get aspiratedUg(): number {
    return this.#aspiratedUg;
  }

  get sentUgPerMl(): number {
    return this.#sentUgPerMl;
  }

  get portUg(): number {
    return this.#portUgPerMl * this.#portMl;
  }

  /** Amount in the catheter without its port. */
  get catheterUg(): number {
    return this.line.insideUg + this.line.outUg() - this.#outUg;
  }

  /** Books a volume that left by the tip. Takes the mean flow and its duration. */
  out(volumeMl: number, flow: SteadyFlow, place: 'tip' | 'stray'): void {
    this.line.leave(volumeMl, flow);
    this.#bookOut(place);
  }

  /**
   * Books an inflow, and the part of it that leaked. The leak takes fresh fluid from the pump first, then fluid from
   * the catheter's top. A field that turns a rotor back makes the inflow negative. That fluid is the first to come in
   * again.
   */
  leak(leakedMl: number, inMl: number): void {
    if (inMl < 0) {
      this.#takeBack(leakedMl, -inMl);
      return;
    }
    const againMl = Math.min(inMl, this.#returnedMl);
    const againShare = inMl > 0 ? againMl / inMl : 0;
    if (againMl > 0) this.#sendAgain(leakedMl * againShare, againMl);
    this.#takeIn(leakedMl * (1 - againShare), inMl - againMl, this.#sentUgPerMl);
  }

  #takeIn(leakedMl: number, inMl: number, ugPerMl: number): void {
    const enteredMl = inMl - leakedMl;
    const backUg = enteredMl < 0 ? this.line.giveBack(-enteredMl) : 0;
    if (enteredMl > 0) this.line.enter(enteredMl);
    this.#ug.leaked += ugPerMl * Math.min(leakedMl, inMl) + backUg;
  }

  /** Takes fluid from the upstream end of the catheter: part returns into the pump, part flows out of a leak. */
  #takeBack(leakedMl: number, returnedMl: number): void {
    const backUg = this.line.giveBack(leakedMl + returnedMl);
    const leakedUg = (backUg * leakedMl) / (leakedMl + returnedMl);
    this.#ug.leaked += leakedUg;
    this.#returnedMl += returnedMl;
    this.#returnedUg += backUg - leakedUg;
  }

  #sendAgain(leakedMl: number, againMl: number): void {
    const ugPerMl = this.#returnedUg / this.#returnedMl;
    this.#returnedMl -= againMl;
    this.#returnedUg = this.#returnedMl === 0 ? 0 : this.#returnedUg - ugPerMl * againMl;
    this.line.change(ugPerMl - this.#sentUgPerMl);
    this.#takeIn(leakedMl, againMl, ugPerMl);
    this.line.change(this.#sentUgPerMl - ugPerMl);
  }

  /**
   * Returns the amount of the catheter's drug that is in the pump again, beyond the pump's own concentration in that
   * volume.
   */
  get returnedUg(): number {
    return this.#returnedUg - this.#sentUgPerMl * this.#returnedMl;
  }

  /**
   * Sets the concentration of the pump's outflow from now on. Fluid that came back has mixed with the reservoir, which
   * counts it.
   */
  send(ugPerMl: number): void {
    const mixedUg = this.#returnedUg + (ugPerMl - this.#sentUgPerMl) * this.#returnedMl;
    this.#returnedUg = Math.max(0, mixedUg);
    this.line.change(ugPerMl - this.#sentUgPerMl);
    this.#sentUgPerMl = ugPerMl;
  }

  /**
   * Draws fluid by a needle: first the contents of the port, then the stream at the junction. Returns the amount in the
   * syringe.
   */
  draw({ reliefMl, suctionMl, catheterShare }: DrawnStream): number {
    const volumeMl = reliefMl + suctionMl;
    const streamUg = (ml: number): number => {
      const backMl = Math.min(ml, reliefMl) + catheterShare * Math.max(0, ml - reliefMl);
      return this.line.topUg(backMl, this.#tipUgPerMl);
    };
    const throughMl = Math.max(0, volumeMl - this.#portMl);
    const allUg = streamUg(volumeMl);
    const throughUg = streamUg(throughMl);
    const fromPortMl = Math.min(volumeMl, this.#portMl);
    const drawnUg = this.#portUgPerMl * fromPortMl + throughUg;
    this.line.giveBack(reliefMl);
    this.line.drawBack(catheterShare * suctionMl, this.#tipUgPerMl);
    this.#mixPort(this.#portMl - fromPortMl, allUg - throughUg);
    this.#aspiratedUg += drawnUg;
    return drawnUg;
  }

  /** Injects fluid by a needle. The contents of the port go first, and the junction divides both. */
  push({ volumeMl, catheterShare, outOfTip }: PushedStream, ugPerMl: number): void {
    const fromPortMl = Math.min(volumeMl, this.#portMl);
    const throughMl = volumeMl - fromPortMl;
    const portUgPerMl = this.#portUgPerMl;
    this.line.change(portUgPerMl - this.#sentUgPerMl);
    this.line.enter(catheterShare * fromPortMl);
    this.line.change(ugPerMl - portUgPerMl);
    this.line.enter(catheterShare * throughMl);
    this.line.change(this.#sentUgPerMl - ugPerMl);
    this.line.push(catheterShare * volumeMl);
    this.#bookOut(outOfTip);
    this.#ug.leaked += (1 - catheterShare) * (portUgPerMl * fromPortMl + ugPerMl * throughMl);
    this.#mixPort(this.#portMl - fromPortMl, ugPerMl * fromPortMl);
  }

  /**
   * Draws fluid in laminar layers instead of plugs. `leftShare` of the contents stays, evenly mixed with the fluid that
   * follows. Returns the amount in the syringe.
   */
  drawLaminar({ reliefMl, suctionMl }: DrawnStream, leftShare: number): number {
    const wasUg = this.portUg + this.catheterUg;
    this.line.giveBack(reliefMl);
    const insideUg = this.#spread(leftShare, wasUg, this.#tipUgPerMl);
    const drawnUg = wasUg + this.#tipUgPerMl * suctionMl - insideUg;
    this.#aspiratedUg += drawnUg;
    return drawnUg;
  }

  pushLaminar({ volumeMl, outOfTip }: PushedStream, ugPerMl: number, leftShare: number): void {
    const wasUg = this.portUg + this.catheterUg;
    const insideUg = this.#spread(leftShare, wasUg, ugPerMl);
    this.#ug[outOfTip] += wasUg + ugPerMl * volumeMl - insideUg;
  }

  #spread(leftShare: number, wasUg: number, freshUgPerMl: number): number {
    const roomMl = this.#portMl + this.line.insideMl;
    const insideUg = leftShare * wasUg + (1 - leftShare) * freshUgPerMl * roomMl;
    this.#portUgPerMl = insideUg / roomMl;
    this.line.spread(this.#portUgPerMl);
    this.#outUg = this.line.outUg();
    return insideUg;
  }

  #mixPort(keptMl: number, cameUg: number): void {
    if (this.#portMl > 0) this.#portUgPerMl = (keptMl * this.#portUgPerMl + cameUg) / this.#portMl;
  }

  /**
   * Books the amount that left. A front that broadens at the tip could lower the mass by rounding, so the books never
   * fall.
   */
  #bookOut(place: 'tip' | 'stray'): void {
    const outUg = Math.max(this.#outUg, this.line.outUg());
    this.#ug[place] += outUg - this.#outUg;
    this.#outUg = outUg;
  }
}
