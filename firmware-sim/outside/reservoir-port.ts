import type { FirmwarePort } from '../base/firmware-port.ts';
import { type Acceptance, accepted, type Refused, refused } from '../base/refusal.ts';
import { type Drug, drugFields } from '../base/therapy.ts';
import type { Tracer } from '../plant/catheter/tracer.ts';
import type { Reservoir } from '../plant/reservoir.ts';
import type { Product } from '../products/product.ts';
import type { EventFields } from '../trace/record.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import type { CatheterAccess, NeedleKit } from './catheter-access.ts';

/** Event of a refill. */
export const refillSignals = {
  'in.refill': { kind: 'event', unit: 'mL', doc: 'A clinician performed a refill or parts of it.' },
  'in.withdraw': { kind: 'event', unit: '', doc: 'A clinician drew out all that a needle reaches.' },
  'true.refill': {
    kind: 'event',
    unit: 'mL',
    texts: ['nothing'],
    doc: 'Volume that a refill withdrew, and the calculated level.',
  },
  'pump.refillCheck': {
    kind: 'event',
    unit: 'mL',
    texts: ['as reckoned', 'more than reckoned', 'less than reckoned'],
    doc: 'Whether a refill withdrew the calculated volume.',
  },
} as const satisfies Declarations;

/** Steps of a refill, in order. Each can be omitted. */
export const refillSteps = ['interrogate', 'withdraw', 'fill', 'program'] as const;

export type RefillStep = (typeof refillSteps)[number];

/** Published limit for the difference of the withdrawn volume. */
export type RefillRule = 'every pump' | 'by capacity';

export interface Refill {
  readonly fillMl: number;
  /** Volume programmed into the pump. Absent: the filled volume. */
  readonly programMl?: number | undefined;
  /** Drug that is really filled in. Absent: as before. */
  readonly drug?: Drug;
  /** Further drugs in the same filling. */
  readonly otherDrugs?: readonly Drug[];
  /** Tracer in the filling. */
  readonly tracer?: Tracer | undefined;
  /** Steps of the procedure that are omitted. */
  readonly omit?: readonly RefillStep[];
  /** True if the filling exceeds the capacity. */
  readonly forced?: boolean;
  /** True if the needle misses the port, so that the filling enters the pocket. */
  readonly intoPocket?: boolean;
  /**
   * True if the needle is in the catheter access port. Withdrawal and filling go through it, and the reservoir does not
   * change.
   */
  readonly intoAccessPort?: boolean;
  /** Needle used in the access port. Default: that of the access kit. */
  readonly needle?: NeedleKit | undefined;
  readonly compare?: RefillRule | undefined;
}

export interface ReservoirPortOptions {
  readonly product: Product;
  readonly trace: Trace;
  readonly reservoir: Reservoir;
  readonly firmware: () => FirmwarePort;
  /** Called with the volume left and the volume filled. `drugs` is given if they differ from those in the reservoir. */
  readonly onFilled: (restMl: number, fillMl: number, drugs: readonly Drug[] | undefined, tracer?: Tracer) => void;
  readonly onOverfilled: () => void;
  /** Refuses drugs that the run cannot follow. */
  readonly drugRefusal: (drugs: readonly Drug[]) => Refused | undefined;
  readonly isFlipped: boolean;
  /** Absent: the run has no catheter. */
  readonly access: CatheterAccess | undefined;
}

/** Use of needles in the reservoir port: the steps of a refill. Each step can be omitted or done incorrectly. */
export class ReservoirPort {
  readonly #options: ReservoirPortOptions;

  constructor(options: ReservoirPortOptions) {
    this.#options = options;
  }

  /**
   * Performs a refill. A refused refill changes nothing. For a foreign firmware the programmer interrogates and programs
   * by telemetry, before and after this call. Throws a RangeError for a comparison for which this product has no rule.
   */
  refill(refill: Refill): Acceptance {
    const { fillMl, programMl, omit = [], compare } = refill;
    const { product, trace } = this.#options;
    const { refills } = this.#options.firmware();
    if (compare !== undefined && product.refill === undefined)
      throw new RangeError(`refill: \`compare\` has no rule for ${product.id}`);
    trace.event('in.refill', fieldsOf(refill));
    const does = (step: RefillStep): boolean => !omit.includes(step);
    const refusal = this.#refusal(refill, does);
    if (refusal !== undefined) return refusal;
    if (does('interrogate')) refills?.interrogate();
    if (this.#isKeptOut(refill, does)) return accepted;
    if (does('withdraw') && !this.#hidesSeptum()) this.#withdrawn(this.#drawOut(refill), compare);
    if (does('fill')) this.#fill(refill);
    if (refills === undefined || !does('program')) return accepted;
    return refills.tell(programMl ?? fillMl, drugsOf(refill));
  }

  /** Withdraws all that a needle reaches, and returns the volume; 0 for a flipped pump. */
  withdraw(): number {
    const { trace, reservoir } = this.#options;
    trace.event('in.withdraw');
    return this.#hidesSeptum() ? 0 : this.#withdrawn(reservoir.withdraw());
  }

  /** Returns whether the pump is flipped, and records that a needle then withdraws nothing. */
  #hidesSeptum(): boolean {
    const { trace, isFlipped } = this.#options;
    if (isFlipped) trace.event('true.refill', { outcome: 'nothing', why: 'flipped' });
    return isFlipped;
  }

  /** Reservoir level that the firmware states; undefined if it has stated none. */
  get #calculatedMl(): number | undefined {
    return this.#options.firmware().calculatedMl();
  }

  #drawOut({ intoAccessPort = false }: Refill): number {
    if (!intoAccessPort) return this.#options.reservoir.withdraw();
    const access = this.#mustHaveAccess();
    const volumeMl = this.#calculatedMl ?? 0;
    return volumeMl > 0 ? access.draw({ volumeMl }, access.refillMinutes) : 0;
  }

  #withdrawn(withdrawnMl: number, compare?: RefillRule): number {
    const { trace } = this.#options;
    const expectedMl = this.#calculatedMl;
    if (expectedMl === undefined) {
      trace.event('true.refill', { withdrawnMl });
      return withdrawnMl;
    }
    const differenceMl = withdrawnMl - expectedMl;
    trace.event('true.refill', { withdrawnMl, expectedMl, differenceMl });
    if (compare !== undefined) this.#compare(differenceMl, compare);
    return withdrawnMl;
  }

  /**
   * Returns whether the needle gets no access. A flipped pump hides its septum, and a guard stops a thick needle. Then
   * no step takes effect.
   */
  #isKeptOut(
    { fillMl, intoPocket = false, intoAccessPort = false, needle }: Refill,
    does: (step: RefillStep) => boolean,
  ): boolean {
    const { trace, isFlipped } = this.#options;
    if (intoPocket) return false;
    const why = intoAccessPort
      ? this.#mustHaveAccess().stoppedBy(needle ?? 'access kit')
      : isFlipped
        ? 'flipped'
        : undefined;
    if (why === undefined) return false;
    if (intoAccessPort) this.#tryAccess(fillMl, needle, does);
    trace.event('true.refill', { outcome: 'nothing', why });
    return true;
  }

  /** Records each attempted step of a needle that does not enter the access port. */
  #tryAccess(fillMl: number, needle: NeedleKit | undefined, does: (step: RefillStep) => boolean): void {
    const access = this.#mustHaveAccess();
    if (does('withdraw')) access.draw({ volumeMl: this.#calculatedMl ?? 0 }, access.refillMinutes, needle);
    if (does('fill')) access.push({ volumeMl: fillMl }, new Map(), access.refillMinutes, needle);
  }

  #mustHaveAccess(): CatheterAccess {
    const { access, product } = this.#options;
    if (access === undefined) throw new RangeError(`refill: this run of ${product.id} has no catheter`);
    return access;
  }

  #compare(differenceMl: number, rule: RefillRule): void {
    const { product, trace } = this.#options;
    if (product.refill === undefined) return;
    const { refillDifferenceMl, refillDifferenceByCapacityMl } = product.refill;
    const limitMl = (rule === 'every pump' ? refillDifferenceMl : refillDifferenceByCapacityMl).value;
    const beyond = differenceMl > 0 ? 'more than reckoned' : 'less than reckoned';
    const state = Math.abs(differenceMl) > limitMl ? beyond : 'as reckoned';
    trace.event('pump.refillCheck', { state, differenceMl, limitMl });
  }

  /**
   * Fills in. A forced filling may exceed the capacity. The gas pressure then rises, and with it the risk of
   * over-infusion.
   */
  #fill(refill: Refill): void {
    const { fillMl, intoPocket = false, intoAccessPort = false } = refill;
    const { trace, reservoir, onFilled, onOverfilled } = this.#options;
    if (intoPocket) {
      trace.event('true.reservoir', { state: 'pocket fill', volumeMl: fillMl });
      return;
    }
    if (intoAccessPort) {
      const access = this.#mustHaveAccess();
      access.push({ volumeMl: fillMl }, access.fillOf(drugsOf(refill)), access.refillMinutes);
      return;
    }
    const restMl = reservoir.solutionMl;
    if (!reservoir.fill(fillMl)) {
      reservoir.overfill(fillMl);
      onOverfilled();
    }
    onFilled(restMl, fillMl, drugsOf(refill), refill.tracer);
  }

  #refusal(refill: Refill, does: (step: RefillStep) => boolean): Refused | undefined {
    const { fillMl, programMl, forced = false, intoPocket = false, intoAccessPort = false } = refill;
    const { reservoir, drugRefusal } = this.#options;
    const { refills } = this.#options.firmware();
    const toldMl = programMl ?? fillMl;
    if (!(fillMl > 0 && Number.isFinite(fillMl))) return refused('refill', `${fillMl} mL`, 'above 0 mL');
    const unknown = drugRefusal(drugsOf(refill) ?? []);
    if (unknown !== undefined) return unknown;
    const withdrawn = does('withdraw');
    if (intoAccessPort) {
      const refusal = this.#mustHaveAccess().refusal(fillMl);
      if (refusal !== undefined) return refusal;
    }
    if (does('fill') && !forced && !intoPocket && !intoAccessPort && !reservoir.hasRoomFor(fillMl, withdrawn)) {
      const roomMl = Math.round(reservoir.roomMl(withdrawn) * 1e6) / 1e6;
      return refused('refill', `${fillMl} mL`, `the room left in the reservoir, ${roomMl} mL`);
    }
    if (!does('program') || refills === undefined) return undefined;
    if (refills.isFree(does('interrogate'))) return refills.refusal(toldMl);
    const limit = 'no change while telemetry mode is latched: interrogate first';
    return refused('reservoir volume', `${toldMl} mL`, limit, 'latched');
  }
}

/** Returns the drugs in the filling. Undefined means those of the reservoir. */
function drugsOf({ drug, otherDrugs = [] }: Refill): readonly Drug[] | undefined {
  return drug === undefined ? undefined : [drug, ...otherDrugs];
}

/** Returns the fields of the record. Defaults are undefined or left out. */
function fieldsOf(refill: Refill): EventFields {
  const { fillMl, programMl, drug, otherDrugs = [], omit = [], forced, intoPocket, compare } = refill;
  return {
    fillMl,
    programMl,
    ...(drug === undefined ? {} : drugFields('drug', drug)),
    ...Object.assign({}, ...otherDrugs.map((other, index) => drugFields(`drug${index + 2}`, other))),
    tracer: refill.tracer?.nuclide,
    tracerMbq: refill.tracer?.activityMbq,
    omit,
    ...(forced === true ? { forced } : {}),
    ...(intoPocket === true ? { intoPocket } : {}),
    ...(refill.intoAccessPort === true ? { intoAccessPort: true, needle: refill.needle ?? 'access kit' } : {}),
    compare,
  };
}
