import { type Acceptance, refused } from '../base/refusal.ts';
import type { BridgeBolus } from '../base/therapy.ts';
import type { PumpFirmware } from '../firmware/pump-firmware.ts';
import { lackRefusal } from '../firmware/schedule/delivery-limits.ts';
import type { Product } from '../products/product.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';

/** Event of an ordered bolus. */
export const bolusOrderSignals = {
  'in.bolus': { kind: 'event', unit: 'mL', doc: 'A clinician or the patient requested a bolus.' },
} as const satisfies Declarations;

export interface BolusOrdersOptions {
  readonly trace: Trace;
  readonly product: Product;
  readonly firmware: PumpFirmware;
  /** True if a single bolus leaves the pump stopped. */
  readonly endsStopped: boolean | undefined;
}

/** Boluses that a clinician or the patient orders beside the programmed mode. */
export class BolusOrders {
  readonly #options: BolusOrdersOptions;

  constructor(options: BolusOrdersOptions) {
    this.#options = options;
  }

  single(volumeMl: number, rateMlPerDay: number): Acceptance {
    const { trace, firmware, endsStopped } = this.#options;
    trace.event('in.bolus', { kind: 'single bolus', volumeMl, rateMlPerDay });
    const limitMl = firmware.calculator.calculatedMl;
    if (!(volumeMl > 0 && volumeMl <= limitMl)) {
      return refused('bolus', `${volumeMl} mL`, `above 0 mL to the calculated reservoir level, ${round(limitMl)} mL`);
    }
    const steps = firmware.delivery.stepsOf(volumeMl);
    const programAfter = endsStopped ? ({ mode: 'stopped' } as const) : undefined;
    return firmware.delivery.startBolus({ kind: 'single bolus', steps, rateMlPerDay, programAfter });
  }

  /** Returns an acceptance or a refusal, for example because of lockout or allotment. */
  patient(): Acceptance {
    const { trace, firmware } = this.#options;
    trace.event('in.bolus', { kind: 'patient bolus' });
    return firmware.therapies.askPatientBolus();
  }

  /** Orders a bolus after a change of concentration; see `BridgeBolus`. */
  bridge(bolus: BridgeBolus): Acceptance {
    const { trace, firmware } = this.#options;
    const { others: _others, ...asked } = bolus;
    trace.event('in.bolus', { kind: 'bridge bolus', ...asked });
    return firmware.therapies.bridge(bolus);
  }

  /** Orders a bolus at the highest rate, which brings drug from the reservoir to the tip of the catheter. */
  priming(volumeMl: number): Acceptance {
    const { trace, firmware, product } = this.#options;
    const { delivery, calculator } = firmware;
    const q = product.quantities;
    const rateMlPerDay = q.rateMlPerDayMax.value;
    trace.event('in.bolus', { kind: 'priming bolus', volumeMl, rateMlPerDay });
    const lacking = lackRefusal('priming bolus', delivery.limits);
    if (lacking !== undefined) return lacking;
    const limitMl = Math.min(q.primingMlMax.value, calculator.calculatedMl);
    if (!(volumeMl > 0 && volumeMl <= limitMl)) {
      return refused('priming bolus', `${volumeMl} mL`, `above 0 to ${round(limitMl)} mL`);
    }
    return delivery.startBolus({ kind: 'priming bolus', steps: delivery.stepsOf(volumeMl), rateMlPerDay });
  }
}

function round(volumeMl: number): number {
  return Math.round(volumeMl * 1e6) / 1e6;
}
