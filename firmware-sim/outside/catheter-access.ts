import { type Acceptance, accepted, type Refused, refused } from '../base/refusal.ts';
import type { Drug, NeedleMixing } from '../base/therapy.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import { CSF } from '../plant/catheter/catheter-books.ts';
import {
  drawnBy,
  laminarLeftShare,
  type NeedleOutcome,
  type OpenedPath,
  pushedBy,
} from '../plant/catheter/needle-flow.ts';
import type { Product } from '../products/product.ts';
import type { AccessPortQuantities } from '../products/quantities/access-port-quantities.ts';
import type { EventFields } from '../trace/record.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import type { CatheterInputs } from './catheter-inputs.ts';
import { CONTRAST, drugsIn, fluidFields, type InjectedFluid, perMlOf } from './injected-fluid.ts';

const needleOutcomes = ['free', 'slow', 'nothing'] as const satisfies readonly NeedleOutcome[];

/** Event of a needle in the catheter access port. */
export const needleSignals = {
  'true.aspiration': {
    kind: 'event',
    unit: 'mL',
    texts: needleOutcomes,
    doc: 'A needle drew at the catheter access port.',
  },
  'true.injection': {
    kind: 'event',
    unit: 'mL',
    texts: needleOutcomes,
    doc: 'A needle pushed fluid into the catheter access port.',
  },
} as const satisfies Declarations;

/** Use of a needle in the catheter access port. */
export interface NeedleUse {
  readonly volumeMl: number;
  /** Longest time of suction, or time of an injection. Absent: the product's own. */
  readonly overUs?: number | undefined;
  /** Volume of the syringe. Some instructions for use name a smallest volume. */
  readonly syringeMl?: number | undefined;
}

export interface NeedleInjection extends NeedleUse {
  readonly fluid: InjectedFluid;
}

/** Needle: that of the access kit, or that of a refill kit, which a needle guard stops. */
export type NeedleKit = 'access kit' | 'refill kit';

export interface CatheterAccessOptions {
  readonly trace: Trace;
  readonly product: Product;
  readonly run: CatheterInputs;
  /** Default: plug. */
  readonly mixing: NeedleMixing;
  readonly isFlipped: boolean;
  /** True if a field holds the pump's valves open. The needle then has a way to the reservoir. */
  readonly isHeldOpen: () => boolean;
  /** Mean programmed rate. */
  readonly mlPerDay: () => number;
}

/** Drug that has left so far, by its name. */
type Gone = ReadonlyMap<string, Readonly<Record<'tipUg' | 'strayUg' | 'leakedUg', number>>>;

const S_PER_MINUTE = 60;

/**
 * Use of needles in the catheter access port. The books change within one microsecond. The records state the duration.
 */
export class CatheterAccess {
  readonly #options: CatheterAccessOptions;

  constructor(options: CatheterAccessOptions) {
    this.#options = options;
  }

  /** Aspirates fluid. The volume depends on the way to the tip. The outcome does not tell which fluid it is. */
  aspirate(use: NeedleUse): Acceptance {
    const { trace } = this.#options;
    trace.event('in.catheter', { kind: 'aspiration', ...useFields(use) });
    const refusal = this.refusal(use.volumeMl, use.overUs);
    if (refusal !== undefined) return refusal;
    this.draw(use, this.#port.needleMinutes.value);
    return accepted;
  }

  /** Injects a fluid. */
  inject(injection: NeedleInjection): Acceptance {
    const { fluid, ...use } = injection;
    const { trace, run } = this.#options;
    trace.event('in.catheter', { kind: 'injection', ...useFields(use), ...fluidFields(fluid) });
    const refusal = this.refusal(use.volumeMl, use.overUs) ?? run.mix.refusal('catheter access', drugsIn(fluid));
    if (refusal !== undefined) return refusal;
    this.push(use, perMlOf(fluid), this.#port.needleMinutes.value);
    return accepted;
  }

  /** Returns why no needle can be used; undefined if a needle can. */
  refusal(volumeMl: number, overUs = 1): Refused | undefined {
    const { product, isHeldOpen } = this.#options;
    if (product.accessPort === undefined)
      return refused('catheter access', product.title, 'a pump with a catheter access port', 'lacking');
    if (isHeldOpen())
      return refused('catheter access', 'valves held open by a field', 'a needle outside the field', 'busy');
    if (!(volumeMl > 0 && Number.isFinite(volumeMl))) return refused('catheter access', `${volumeMl} mL`, 'above 0 mL');
    if (overUs > 0 && Number.isFinite(overUs)) return undefined;
    return refused('catheter access', `${overUs / US_PER_SECOND} s`, 'a time above 0 s');
  }

  /** Returns the reason that keeps a needle out: a flipped pump or a needle guard. Undefined if there is none. */
  stoppedBy(kit: NeedleKit): 'flipped' | 'needle guard' | undefined {
    if (this.#options.isFlipped) return 'flipped';
    return kit === 'refill kit' && this.#port.needleGuardCount.value > 0 ? 'needle guard' : undefined;
  }

  /**
   * Returns the concentration of each solute in a filling, by name. Without drugs of its own, the filling has the
   * concentrations of the reservoir.
   */
  fillOf(drugs: readonly Drug[] | undefined): ReadonlyMap<string, number> {
    return this.#options.run.mix.fillOf(drugs);
  }

  /** Duration of each step of a refill through the port. */
  get refillMinutes(): number {
    return this.#port.portRefillMinutes.value;
  }

  /** Aspirates fluid and returns its volume in mL. */
  draw({ volumeMl: askedMl, overUs, syringeMl }: NeedleUse, minutes: number, kit: NeedleKit = 'access kit'): number {
    const { trace, run } = this.#options;
    const flagged = this.#flags(syringeMl);
    const why = this.stoppedBy(kit);
    if (why !== undefined) {
      const noDrug = { ...this.#ofDrugs('drugUg', () => 0), ...this.#held() };
      const nothing = { volumeMl: 0, csfInMl: 0, pocketInMl: 0, csfMl: 0, ...noDrug, seconds: 0 };
      trace.event('true.aspiration', { outcome: 'nothing', askedMl, ...nothing, why, ...flagged });
      return 0;
    }
    const { catheter } = run;
    catheter.followFluid(CSF);
    const secondsMax = overUs === undefined ? minutes * S_PER_MINUTE : overUs / US_PER_SECOND;
    return catheter.open((opened) => {
      const drawn = drawnBy(opened, { askedMl, suctionKpa: this.#port.suctionKpa.value, secondsMax });
      const volumeMl = drawn.reliefMl + drawn.suctionMl;
      const syringe = catheter.books.draw(drawn, this.#leftShare(opened, volumeMl));
      const { outcome, csfInMl, pocketInMl, seconds } = drawn;
      const csfMl = syringe.get(CSF) ?? 0;
      const inSyringe = this.#ofDrugs('drugUg', (name) => syringe.get(name) ?? 0);
      const volumes = { askedMl, volumeMl, csfInMl, pocketInMl, csfMl };
      trace.event('true.aspiration', { outcome, ...volumes, ...inSyringe, ...this.#held(), seconds, ...flagged });
      return volumeMl;
    });
  }

  push(
    { volumeMl: askedMl, overUs, syringeMl }: NeedleUse,
    perMl: ReadonlyMap<string, number>,
    minutes: number,
    kit: NeedleKit = 'access kit',
  ): void {
    const { trace, run } = this.#options;
    const flagged = this.#flags(syringeMl);
    const why = this.stoppedBy(kit);
    if (why !== undefined) {
      const nothing = { volumeMl: 0, ...this.#gone(this.#books()), peakKpa: 0, seconds: 0 };
      trace.event('true.injection', { outcome: 'nothing', ...nothing, why, ...flagged });
      return;
    }
    if (perMl.has(CONTRAST)) run.examinations.beforeContrast();
    const { catheter } = run;
    for (const name of perMl.keys()) if (!run.isDrug(name)) catheter.followFluid(name);
    const seconds = overUs === undefined ? minutes * S_PER_MINUTE : overUs / US_PER_SECOND;
    catheter.open((opened) => {
      this.#relieve(opened);
      const kpaMax = Math.min(this.#port.injectionKpaMax.value, run.outletKpaMax);
      const pushed = pushedBy(opened, { volumeMl: askedMl, kpaMax, seconds });
      const before = this.#books();
      catheter.books.push(pushed, perMl, this.#leftShare(opened, pushed.volumeMl));
      const { outcome, volumeMl, peakKpa } = pushed;
      trace.event('true.injection', {
        outcome,
        volumeMl,
        ...this.#gone(before),
        peakKpa,
        seconds,
        ...this.#dailyDoses(before),
        ...flagged,
      });
    });
  }

  /** Lets the elastic storage flow into the syringe before any fluid is injected. */
  #relieve({ reliefMl }: OpenedPath): void {
    if (reliefMl === 0) return;
    const nothingMore = { suctionMl: 0, catheterShare: 0, csfInMl: 0, pocketInMl: 0 };
    this.#options.run.catheter.books.draw({ reliefMl, ...nothingMore }, undefined);
  }

  get #port(): AccessPortQuantities {
    const { accessPort, id } = this.#options.product;
    if (accessPort === undefined) throw new RangeError(`${id} has no catheter access port`);
    return accessPort;
  }

  /** Returns the share that laminar mixing leaves. Undefined for a branched line, for which no law is known. */
  #leftShare({ path }: OpenedPath, volumeMl: number): number | undefined {
    const { mixing, run } = this.#options;
    const isBranched = path.kind === 'disconnected' || path.leakMlPerSKpa > 0;
    if (mixing === 'plug' || isBranched) return undefined;
    return laminarLeftShare(volumeMl / (this.#port.accessPortMl.value + run.catheterMl));
  }

  #flags(syringeMl: number | undefined): EventFields {
    const { value } = this.#port.syringeMlMin;
    return syringeMl !== undefined && syringeMl < value ? { flagged: `a syringe below ${value} mL` } : {};
  }

  #held(): EventFields {
    const { drugs } = this.#options.run.catheter.books;
    const named = (name: string) => drugs.find((drug) => drug.name === name);
    return {
      ...this.#ofDrugs('catheterUg', (name) => named(name)?.catheterUg ?? 0),
      ...this.#ofDrugs('portUg', (name) => named(name)?.portUg ?? 0),
    };
  }

  #books(): Gone {
    const { drugs } = this.#options.run.catheter.books;
    return new Map(drugs.map(({ name, tipUg, strayUg, leakedUg }) => [name, { tipUg, strayUg, leakedUg }]));
  }

  #gone(before: Gone): EventFields {
    const now = this.#books();
    const fields = (['tipUg', 'strayUg', 'leakedUg'] as const).map((field) =>
      this.#ofDrugs(field, (name) => (now.get(name)?.[field] ?? 0) - (before.get(name)?.[field] ?? 0)),
    );
    return Object.assign({}, ...fields);
  }

  /** Returns the dose at the tip in days of the programmed dose; empty if none is programmed. */
  #dailyDoses(before: Gone): EventFields {
    const { run, mlPerDay } = this.#options;
    const now = this.#books();
    const doses = [...now].flatMap(([name, { tipUg }], index) => {
      const dailyUg = run.mix.perMl(name) * mlPerDay();
      const field = index === 0 ? 'dailyDoses' : `dailyDoses.${name}`;
      return dailyUg > 0 ? [[field, (tipUg - (before.get(name)?.tipUg ?? 0)) / dailyUg] as const] : [];
    });
    return Object.fromEntries(doses);
  }

  /** Returns one field per drug. The first drug's field carries no drug name, and exists even without a drug. */
  #ofDrugs(field: string, amountOf: (name: string) => number): EventFields {
    const [first, ...others] = this.#options.run.catheter.books.drugs;
    const rest = others.map(({ name }) => [`${field}.${name}`, amountOf(name)] as const);
    return { [field]: first === undefined ? 0 : amountOf(first.name), ...Object.fromEntries(rest) };
  }
}

function useFields({ volumeMl, overUs, syringeMl }: NeedleUse): EventFields {
  return { volumeMl, overUs, syringeMl };
}
