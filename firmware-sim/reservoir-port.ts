import type { PumpFirmware } from './firmware/pump-firmware.ts';
import type { PumpStatus } from './firmware/pump-status.ts';
import type { Reservoir } from './plant/reservoir.ts';
import type { Product } from './products/product.ts';
import { type Answer, accepted, refused } from './refusal.ts';
import { type Drug, drugFields } from './therapy.ts';
import type { EventFields } from './trace/record.ts';
import type { Trace } from './trace/trace.ts';

export type RefillStep = 'interrogate' | 'withdraw' | 'fill' | 'program';

/** Which of the published limits the withdrawn volume is held against. */
export type RefillRule = 'every pump' | 'by capacity';

export interface Refill {
  readonly fillMl: number;
  /** Volume told to the pump; the filled one where it is left out. */
  readonly programMl?: number;
  /** What is filled in truth; the same as before where it is left out. */
  readonly drug?: Drug;
  /** Steps of the procedure that nobody does. */
  readonly omit?: readonly RefillStep[];
  /** Filled beyond the capacity all the same. */
  readonly forced?: boolean;
  /** The needle is beside the port: nothing of the filling reaches the reservoir. */
  readonly intoPocket?: boolean;
  readonly compare?: RefillRule;
}

export interface ReservoirPortOptions {
  readonly product: Product;
  readonly trace: Trace;
  readonly reservoir: Reservoir;
  readonly firmware: Pick<PumpFirmware, 'reckoner' | 'latch' | 'tellRefill' | 'refillRefusal'>;
  readonly interrogate: () => PumpStatus;
  /** Another drug, beside what was left of the one before. */
  readonly onFilled: (restMl: number, fillMl: number, drug: Drug) => void;
  readonly onOverfilled: () => void;
}

/** What people do with a needle: the steps of a refill, each of which can be omitted or done wrongly. */
export class ReservoirPort {
  readonly #options: ReservoirPortOptions;

  constructor(options: ReservoirPortOptions) {
    this.#options = options;
  }

  /** Refused, nothing is done. A RangeError for a comparison that this product has no rule for. */
  refill(refill: Refill): Answer {
    const { fillMl, programMl, omit = [], compare } = refill;
    const { product, trace, interrogate, firmware } = this.#options;
    if (compare !== undefined && product.refill === undefined)
      throw new RangeError(`refill: ${product.id} has no rule to compare by`);
    trace.event('in.refill', fieldsOf(refill));
    const does = (step: RefillStep): boolean => !omit.includes(step);
    const refusal = this.#refusal(refill, does);
    if (refusal !== undefined) return refusal;
    if (does('interrogate')) interrogate();
    if (does('withdraw')) this.#drawOut(compare);
    if (does('fill')) this.#fill(refill);
    return does('program') ? firmware.tellRefill(programMl ?? fillMl) : accepted;
  }

  withdraw(): number {
    this.#options.trace.event('in.withdraw');
    return this.#drawOut();
  }

  #drawOut(compare?: RefillRule): number {
    const { trace, reservoir, firmware } = this.#options;
    const withdrawnMl = reservoir.withdraw();
    const expectedMl = firmware.reckoner.calculatedMl;
    const differenceMl = withdrawnMl - expectedMl;
    trace.event('true.refill', { withdrawnMl, expectedMl, differenceMl });
    if (compare !== undefined) this.#compare(differenceMl, compare);
    return withdrawnMl;
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

  /** Beyond the capacity only where it is forced: the pressure of the gas grows, and with it a risk. */
  #fill({ fillMl, drug, intoPocket = false }: Refill): void {
    const { trace, reservoir, onFilled, onOverfilled } = this.#options;
    if (intoPocket) {
      trace.event('true.reservoir', { state: 'pocket fill', volumeMl: fillMl });
      return;
    }
    const restMl = reservoir.allMl;
    if (!reservoir.fill(fillMl)) {
      reservoir.overfill(fillMl);
      onOverfilled();
    }
    if (drug !== undefined) onFilled(restMl, fillMl, drug);
  }

  #refusal(refill: Refill, does: (step: RefillStep) => boolean): Answer | undefined {
    const { fillMl, programMl, forced = false, intoPocket = false } = refill;
    const { reservoir, firmware } = this.#options;
    const toldMl = programMl ?? fillMl;
    if (!(fillMl > 0 && Number.isFinite(fillMl))) return refused('refill', `${fillMl} mL`, 'above 0 mL');
    const withdrawn = does('withdraw');
    if (does('fill') && !forced && !intoPocket && !reservoir.hasRoomFor(fillMl, withdrawn)) {
      const roomMl = Math.round(reservoir.roomMl(withdrawn) * 1e6) / 1e6;
      return refused('refill', `${fillMl} mL`, `the room left in the reservoir, ${roomMl} mL`);
    }
    if (!does('program')) return undefined;
    const { latch } = firmware;
    const isFree = does('interrogate') ? latch.freedBy('clinician') : !latch.latched;
    if (isFree) return firmware.refillRefusal(toldMl);
    const limit = 'nothing while telemetry mode is latched: interrogate first';
    return refused('reservoir volume', `${toldMl} mL`, limit, 'latched');
  }
}

/** Only what was asked for is recorded. */
function fieldsOf({ fillMl, programMl, drug, omit = [], forced, intoPocket, compare }: Refill): EventFields {
  return {
    fillMl,
    ...(programMl === undefined ? {} : { programMl }),
    ...(drug === undefined ? {} : drugFields('drug', drug)),
    omit,
    ...(forced === true ? { forced } : {}),
    ...(intoPocket === true ? { intoPocket } : {}),
    ...(compare === undefined ? {} : { compare }),
  };
}
