import type { Declarations } from '../../trace/signal.ts';
import type { Trace } from '../../trace/trace.ts';
import type { DrugLine, SteadyFlow } from './drug-line.ts';
import { type DrawnStream, type PushedStream, type Sink, SoluteBooks } from './solute-books.ts';

/** Signals of each drug in a catheter. The first drug has these names. For any other drug its own name follows. */
export const drugSignals = {
  'true.tipUgPerMl': {
    kind: 'line',
    unit: 'ug/mL',
    perMl: 0,
    doc: 'Concentration at the tip; a front is a straight ramp with the mass and variance of the theoretical bell.',
  },
  'true.tipUg': {
    kind: 'line',
    unit: 'ug',
    perMl: 'true.tipUgPerMl',
    doc: 'Drug out of the tip at the target; as exact as its volume.',
  },
  'true.strayUg': {
    kind: 'line',
    unit: 'ug',
    perMl: 'true.tipUgPerMl',
    doc: 'Drug out of a tip that lies away from the target.',
  },
  'true.leakedUg': { kind: 'line', unit: 'ug', perMl: 'true.tipUgPerMl', doc: 'Drug into the pocket.' },
} as const satisfies Declarations;

/** Signal that only a catheter with a drug writes. */
export const frontSignals = {
  'true.front': {
    kind: 'event',
    unit: 'ug/mL',
    texts: [],
    doc: 'The middle of a change of concentration reached the tip.',
  },
} as const satisfies Declarations;

/** Error of a volume out of the catheter: its share of the pump's pulse, and the chord of a changing pressure. */
const outflowError = {
  error: 'catheter volume',
  errorSources: { 'true.deliveredMl': 1 },
  errorSplitWith: ['true.tipMl', 'true.strayMl', 'true.leakedMl'],
  computedError: 'catheter chord',
} as const;

/** Volume signals of a catheter. */
export const volumeSignals = {
  'true.tipMl': {
    kind: 'line',
    unit: 'mL',
    ...outflowError,
    doc: 'Volume out of the tip at the target: the dose that arrives.',
  },
  'true.strayMl': {
    kind: 'line',
    unit: 'mL',
    ...outflowError,
    doc: 'Volume out of a tip that lies away from the target.',
  },
  'true.leakedMl': {
    kind: 'line',
    unit: 'mL',
    ...outflowError,
    doc: 'Volume into the pocket, by a leak or a disconnection.',
  },
  'true.csfInMl': {
    kind: 'line',
    unit: 'mL',
    error: 'catheter volume',
    doc: 'Cerebrospinal fluid that a needle drew in at the tip; written from the first needle on.',
  },
  'true.pocketInMl': {
    kind: 'line',
    unit: 'mL',
    error: 'catheter volume',
    doc: 'Pocket fluid that a needle drew in; written from the first needle on.',
  },
} as const satisfies Declarations;

/** A drug that a pump delivers, and its line in the catheter. */
export interface DrugOnItsWay {
  readonly name: string;
  readonly line: DrugLine;
  readonly ugPerMl: number;
}

/** Volumes that a needle draws, and their sources outside the catheter. */
export interface DrawnVolumes extends DrawnStream {
  readonly csfInMl: number;
  readonly pocketInMl: number;
}

/** Name under which cerebrospinal fluid is followed as a solute: 1 mL of it in each mL that enters at the tip. */
export const CSF = 'CSF';

/**
 * Account of volumes, drugs and other solutes that left a catheter: at the target, out of a migrated tip, or into the
 * pocket.
 */
export class CatheterBooks {
  readonly #trace: Trace;
  readonly #portMl: number;
  readonly #drugs: readonly SoluteBooks[];
  readonly #drugSignals: readonly DrugSignals[];
  /** Contrast, tracers and cerebrospinal fluid. They write no signals. */
  readonly #fluids = new Map<string, SoluteBooks>();
  /** Drugs and fluids. */
  #solutes: readonly SoluteBooks[];
  readonly #ml: Record<Sink, number> = { tip: 0, stray: 0, leaked: 0 };
  /** Last written values of standing signals. NaN for moving signals. */
  readonly #standing = new Map<string, number>();
  #csfInMl = 0;
  #pocketInMl = 0;
  #injectedMl = 0;
  #aspiratedMl = 0;
  #hasNeedle = false;

  constructor(trace: Trace, drugs: readonly DrugOnItsWay[], portMl: number) {
    this.#trace = trace;
    this.#portMl = portMl;
    this.#drugs = drugs.map((drug) => new SoluteBooks({ ...drug, portMl }));
    this.#drugSignals = this.#drugs.map(({ name }, index) => signalsOf(index === 0 ? '' : `.${name}`));
    this.#solutes = this.#drugs;
  }

  /** Volume out of the tip at the target. */
  get tipMl(): number {
    return this.#ml.tip;
  }

  get strayMl(): number {
    return this.#ml.stray;
  }

  get leakedMl(): number {
    return this.#ml.leaked;
  }

  /** Volume of CSF that a needle has drawn in at the tip. */
  get csfInMl(): number {
    return this.#csfInMl;
  }

  get pocketInMl(): number {
    return this.#pocketInMl;
  }

  get injectedMl(): number {
    return this.#injectedMl;
  }

  get aspiratedMl(): number {
    return this.#aspiratedMl;
  }

  get drugs(): readonly SoluteBooks[] {
    return this.#drugs;
  }

  /** Amount of the first drug out of the tip at the target; 0 without a drug. */
  get tipUg(): number {
    return this.#drugs[0]?.tipUg ?? 0;
  }

  get strayUg(): number {
    return this.#drugs[0]?.strayUg ?? 0;
  }

  get leakedUg(): number {
    return this.#drugs[0]?.leakedUg ?? 0;
  }

  /** Amount in catheter and port. It includes the drug drawn back into the pump by a rotor that a field turned back. */
  get insideUg(): number {
    const [first] = this.#drugs;
    return first === undefined ? 0 : first.catheterUg + first.portUg + first.returnedUg;
  }

  get aspiratedUg(): number {
    return this.#drugs[0]?.aspiratedUg ?? 0;
  }

  fluid(name: string): SoluteBooks | undefined {
    return this.#fluids.get(name);
  }

  /** Starts to follow another fluid. `line` contains none of it. */
  follow(name: string, line: DrugLine): SoluteBooks {
    const books = new SoluteBooks({ name, line, ugPerMl: 0, portMl: this.#portMl, tipUgPerMl: name === CSF ? 1 : 0 });
    this.#fluids.set(name, books);
    this.#solutes = [...this.#drugs, ...this.#fluids.values()];
    return books;
  }

  /** Books a volume that left by the tip. Takes the mean flow and its duration. */
  out(tipMl: number, flow: SteadyFlow, isMigrated: boolean): void {
    const place = isMigrated ? 'stray' : 'tip';
    this.#ml[place] += tipMl;
    for (const solute of this.#solutes) solute.out(tipMl, flow, place);
  }

  /** Books a volume that came from the pump, and the part of it that leaked. */
  leak(leakedMl: number, inMl: number): void {
    this.#ml.leaked += leakedMl;
    for (const solute of this.#solutes) solute.leak(leakedMl, inMl);
  }

  /** Sets the concentration of a drug or fluid in the pump's outflow from now on. */
  send(name: string, ugPerMl: number): void {
    this.#named(name)?.send(ugPerMl);
  }

  /**
   * Books a volume that a needle drew. `leftShare` is given for laminar mixing. Returns the amount of each solute in
   * the syringe, by name.
   */
  draw(drawn: DrawnVolumes, leftShare: number | undefined): ReadonlyMap<string, number> {
    this.#beginNeedle();
    this.#csfInMl += drawn.csfInMl;
    this.#pocketInMl += drawn.pocketInMl;
    this.#aspiratedMl += drawn.reliefMl + drawn.suctionMl;
    const inSyringe = this.#solutes.map((solute) => {
      const ug = leftShare === undefined ? solute.draw(drawn) : solute.drawLaminar(drawn, leftShare);
      return [solute.name, ug] as const;
    });
    return new Map(inSyringe);
  }

  /** Books a fluid that a needle injected. `ugPerMl` has the concentration of each solute in it, by name. */
  push(pushed: PushedStream, ugPerMl: ReadonlyMap<string, number>, leftShare: number | undefined): void {
    this.#beginNeedle();
    const { volumeMl, catheterShare, outOfTip } = pushed;
    this.#injectedMl += volumeMl;
    this.#ml[outOfTip] += catheterShare * volumeMl;
    this.#ml.leaked += (1 - catheterShare) * volumeMl;
    for (const solute of this.#solutes) {
      const inFluid = ugPerMl.get(solute.name) ?? 0;
      if (leftShare === undefined) solute.push(pushed, inFluid);
      else solute.pushLaminar(pushed, inFluid, leftShare);
    }
  }

  /** Records each front whose middle has reached the tip. Events of a second drug carry its name. */
  settle(): void {
    for (const [index, { name, line }] of this.#drugs.entries()) {
      const drug = index === 0 ? {} : { drug: name };
      for (const front of line.settle()) this.#trace.event('true.front', { ...drug, ...front });
    }
    for (const { line } of this.#fluids.values()) line.settle();
  }

  /**
   * Returns the volume that has to leave, or the seconds that have to pass, until the line of a solute at the tip
   * changes.
   */
  next(tipMlPerS: number): { readonly ml: number; readonly seconds: number } {
    let ml = Number.POSITIVE_INFINITY;
    let seconds = Number.POSITIVE_INFINITY;
    for (const { line } of this.#solutes) {
      const one = line.next(tipMlPerS);
      ml = Math.min(ml, one.ml);
      seconds = Math.min(seconds, one.seconds);
    }
    return { ml, seconds };
  }

  /**
   * Writes the lines from now on, for these mean flows during `seconds`. A value that stood and still stands is not
   * written again.
   */
  record(tipMlPerS: number, leakMlPerS: number, isMigrated: boolean, seconds = Number.POSITIVE_INFINITY): void {
    this.#line('true.tipMl', this.#ml.tip, isMigrated ? 0 : tipMlPerS);
    this.#line('true.strayMl', this.#ml.stray, isMigrated ? tipMlPerS : 0);
    this.#line('true.leakedMl', this.#ml.leaked, leakMlPerS);
    if (this.#hasNeedle) this.#recordInflow();
    for (const [index, drug] of this.#drugs.entries()) {
      const signals = this.#drugSignals[index] as DrugSignals;
      const { ugPerS, ugPerMlPerS } = courseOf(drug.line, tipMlPerS, seconds);
      this.#line(signals.tipUg, drug.tipUg, isMigrated ? 0 : ugPerS);
      this.#line(signals.strayUg, drug.strayUg, isMigrated ? ugPerS : 0);
      this.#line(signals.leakedUg, drug.leakedUg, drug.sentUgPerMl * leakMlPerS);
      this.#line(signals.tipUgPerMl, drug.line.tipUgPerMl(), ugPerMlPerS);
    }
  }

  #named(name: string): SoluteBooks | undefined {
    return this.#drugs.find((drug) => drug.name === name) ?? this.#fluids.get(name);
  }

  /** Starts the signals of a needle. Before the first needle no drawn-in fluid is written. */
  #beginNeedle(): void {
    if (this.#hasNeedle) return;
    this.#hasNeedle = true;
    this.#recordInflow();
  }

  #recordInflow(): void {
    this.#line('true.csfInMl', this.#csfInMl, 0);
    this.#line('true.pocketInMl', this.#pocketInMl, 0);
  }

  #line(name: string, value: number, perSecond: number): void {
    if (perSecond === 0 && this.#standing.get(name) === value) return;
    this.#standing.set(name, perSecond === 0 ? value : Number.NaN);
    this.#trace.line(name, value, perSecond);
  }
}

type DrugSignals = Readonly<Record<'tipUg' | 'strayUg' | 'leakedUg' | 'tipUgPerMl', string>>;

/** Returns the names of one drug's signals. Those of the first drug have no drug name. */
function signalsOf(behind: string): DrugSignals {
  return {
    tipUg: `true.tipUg${behind}`,
    strayUg: `true.strayUg${behind}`,
    leakedUg: `true.leakedUg${behind}`,
    tipUgPerMl: `true.tipUgPerMl${behind}`,
  };
}

/**
 * Returns the slopes of mass and concentration at the tip. While a front passes, they are chords up to the next point,
 * because the mass curve bends.
 */
function courseOf(line: DrugLine, tipMlPerS: number, seconds: number) {
  const ml = tipMlPerS * seconds;
  if (!(line.isPassing && ml > 0 && Number.isFinite(ml))) {
    return { ugPerS: line.tipUgPerMl() * tipMlPerS, ugPerMlPerS: 0 };
  }
  const risenUgPerMl = line.tipUgPerMl(ml) - line.tipUgPerMl();
  return { ugPerS: (line.outUg(ml) - line.outUg()) / seconds, ugPerMlPerS: risenUgPerMl / seconds };
}
