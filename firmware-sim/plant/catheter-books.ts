import type { Trace } from '../trace/trace.ts';
import type { DrugLine, SteadyFlow } from './drug-line.ts';

/** What a pump sends, and the catheter that it travels in. */
export interface DrugOnItsWay {
  readonly line: DrugLine;
  readonly ugPerMl: number;
}

type Sink = 'tip' | 'stray' | 'leaked';

/** Volumes and drug that have left a catheter, by the three ways out: at the target, out of a tip that lies elsewhere, into the pocket. */
export class CatheterBooks {
  readonly #trace: Trace;
  readonly #drug: DrugLine | undefined;
  readonly #ml: Record<Sink, number> = { tip: 0, stray: 0, leaked: 0 };
  readonly #ug: Record<Sink, number> = { tip: 0, stray: 0, leaked: 0 };
  /** Values that stand as they were written last; NaN for what moves. */
  readonly #standing = new Map<string, number>();
  #ugPerMl: number;
  #outUg = 0;
  #aspiratedUg = 0;

  constructor(trace: Trace, drug: DrugOnItsWay | undefined) {
    this.#trace = trace;
    this.#drug = drug?.line;
    this.#ugPerMl = drug?.ugPerMl ?? 0;
  }

  /** At the target. */
  get tipMl(): number {
    return this.#ml.tip;
  }

  get strayMl(): number {
    return this.#ml.stray;
  }

  get leakedMl(): number {
    return this.#ml.leaked;
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

  get insideUg(): number {
    return this.#drug?.insideUg ?? 0;
  }

  get aspiratedUg(): number {
    return this.#aspiratedUg;
  }

  /** A volume left by the tip, on a mean course over a time. */
  out(tipMl: number, flow: SteadyFlow, isMigrated: boolean): void {
    const place = isMigrated ? 'stray' : 'tip';
    this.#ml[place] += tipMl;
    if (this.#drug === undefined) return;
    this.#drug.leave(tipMl, flow);
    const outUg = this.#drug.outUg();
    this.#ug[place] += outUg - this.#outUg;
    this.#outUg = outUg;
  }

  /** A volume came in, and some of it leaked: fresh from the pump, and beyond that out of the catheter's top. */
  leak(leakedMl: number, inMl: number): void {
    this.#ml.leaked += leakedMl;
    const enteredMl = inMl - leakedMl;
    const backUg = enteredMl < 0 ? (this.#drug?.giveBack(-enteredMl) ?? 0) : 0;
    if (enteredMl > 0) this.#drug?.enter(enteredMl);
    this.#ug.leaked += this.#ugPerMl * Math.min(leakedMl, inMl) + backUg;
  }

  /** The pump sends another concentration from now on. */
  send(ugPerMl: number): void {
    this.#drug?.change(ugPerMl - this.#ugPerMl);
    this.#ugPerMl = ugPerMl;
  }

  /** Somebody draws the catheter empty of drug. */
  aspirate(): void {
    this.#aspiratedUg += this.#drug?.drawOut(this.#ugPerMl) ?? 0;
  }

  /** Fronts whose middle has come to the tip are told. */
  settle(): void {
    for (const front of this.#drug?.settle() ?? []) this.#trace.event('true.front', { ...front });
  }

  next(tipMlPerS: number): { readonly ml: number; readonly seconds: number } {
    return this.#drug?.next(tipMlPerS) ?? { ml: Number.POSITIVE_INFINITY, seconds: Number.POSITIVE_INFINITY };
  }

  /** Lines from now on, at these mean flows for so many seconds; what does not move and did not is not written again. */
  record(tipMlPerS: number, leakMlPerS: number, isMigrated: boolean, seconds = Number.POSITIVE_INFINITY): void {
    this.#line('true.tipMl', this.#ml.tip, isMigrated ? 0 : tipMlPerS);
    this.#line('true.strayMl', this.#ml.stray, isMigrated ? tipMlPerS : 0);
    this.#line('true.leakedMl', this.#ml.leaked, leakMlPerS);
    if (this.#drug === undefined) return;
    const drug = this.#courseOfDrug(this.#drug, tipMlPerS, seconds);
    this.#line('true.tipUg', this.#ug.tip, isMigrated ? 0 : drug.ugPerS);
    this.#line('true.strayUg', this.#ug.stray, isMigrated ? drug.ugPerS : 0);
    this.#line('true.leakedUg', this.#ug.leaked, this.#ugPerMl * leakMlPerS);
    this.#line('true.tipUgPerMl', this.#drug.tipUgPerMl(), drug.ugPerMlPerS);
  }

  /** While a front passes, the chords up to the next point: there the mass bends. */
  #courseOfDrug(drug: DrugLine, tipMlPerS: number, seconds: number) {
    const ml = tipMlPerS * seconds;
    if (!(drug.isPassing && ml > 0 && Number.isFinite(ml))) {
      return { ugPerS: drug.tipUgPerMl() * tipMlPerS, ugPerMlPerS: 0 };
    }
    const risenUgPerMl = drug.tipUgPerMl(ml) - drug.tipUgPerMl();
    return { ugPerS: (drug.outUg(ml) - drug.outUg()) / seconds, ugPerMlPerS: risenUgPerMl / seconds };
  }

  #line(name: string, value: number, perSecond: number): void {
    if (perSecond === 0 && this.#standing.get(name) === value) return;
    this.#standing.set(name, perSecond === 0 ? value : Number.NaN);
    this.#trace.line(name, value, perSecond);
  }
}
