import type { Clock } from '../../protocol/clock.ts';
import type { Acceptance } from '../base/refusal.ts';
import type { BridgeBolus, PatientBolus } from '../base/therapy.ts';
import { mustHaveTherapies, type Product } from '../products/product.ts';
import type { EventFields } from '../trace/record.ts';
import type { Trace } from '../trace/trace.ts';
import { bridgeOf, bridgeRefusal, othersTold } from './bridge.ts';
import type { Delivery } from './delivery.ts';
import { PatientBoluses } from './patient-boluses.ts';
import type { PumpMemory } from './pump-memory.ts';
import type { PatientBolusStatus, PumpStatus } from './pump-status.ts';
import { daysToLevel, mlPerDayWithAll, RefillDate } from './refill-date.ts';
import { lackRefusal } from './schedule/delivery-limits.ts';

export interface TimedTherapiesOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly product: Product;
  readonly memory: PumpMemory;
  readonly delivery: () => Delivery;
  readonly calculatedMl: () => number;
  readonly lowReservoirMl: () => number;
}

/** Therapies beside a mode: patient bolus and bridge bolus, and their effect on the refill date. */
export class TimedTherapies {
  readonly #options: TimedTherapiesOptions;
  readonly #patient: PatientBoluses;
  readonly #refillDate: RefillDate;

  constructor(options: TimedTherapiesOptions) {
    this.#options = options;
    this.#patient = new PatientBoluses(options);
    this.#refillDate = new RefillDate(options.clock);
  }

  /** Programs the patient bolus. Undefined leaves it unchanged. */
  setPatientBolus(setting: PatientBolus | 'off' | undefined): void {
    if (setting !== undefined) this.#patient.set(setting);
    this.updateRefillDate();
  }

  /** Handles a request for a patient bolus, and records it. Each granted bolus updates the refill date. */
  askPatientBolus(): Acceptance {
    const answer = lackRefusal('patient bolus', this.#options.delivery().limits) ?? this.#patient.ask();
    if (answer.ok) this.updateRefillDate();
    return answer;
  }

  /**
   * Bridges: the old drug leaves the catheter at the rate that keeps the dose, then simple continuous runs at the rate
   * of the new drug.
   */
  bridge(bolus: BridgeBolus): Acceptance {
    const { memory, delivery: current, calculatedMl } = this.#options;
    const delivery = current();
    const bridge = bridgeOf(bolus, bolus.pathMl ?? memory.catheterMl);
    const refusal = bridgeRefusal(bolus, bridge, delivery.limits, calculatedMl());
    if (refusal !== undefined) return refusal;
    const { pathMl, bridgeMlPerDay, durationUs, thenMlPerDay } = bridge;
    return delivery.startBolus({
      kind: 'bridge bolus',
      steps: delivery.stepsOf(pathMl),
      rateMlPerDay: bridgeMlPerDay,
      programAfter: { mode: 'simple continuous', rateMlPerDay: thenMlPerDay },
      told: {
        pathMl,
        bridgeMlPerDay,
        durationUs,
        thenMlPerDay,
        ...othersTold(bolus.others ?? memory.othersBeside(bolus), bridge),
      },
      onEnd: () => this.updateRefillDate(),
    });
  }

  updateRefillDate(): void {
    const { setting } = this.#patient;
    if (setting === undefined) return;
    const { product, delivery, calculatedMl } = this.#options;
    const { nextRefillMl } = mustHaveTherapies(product);
    const mlPerDay = mlPerDayWithAll(delivery().meanMlPerDay, setting);
    this.#refillDate.calculated(daysToLevel(calculatedMl(), nextRefillMl.value, mlPerDay));
  }

  get refillDays(): number {
    if (this.#patient.setting !== undefined) return this.#refillDate.days;
    const { delivery, calculatedMl, lowReservoirMl } = this.#options;
    return daysToLevel(calculatedMl(), lowReservoirMl(), delivery().meanMlPerDay);
  }

  get patientBolus(): PatientBolusStatus | undefined {
    const { setting, usedCount, nextAllowedUs } = this.#patient;
    return setting === undefined ? undefined : { setting, usedCount, nextAllowedUs: nextAllowedUs ?? 0 };
  }
}

/** Returns further fields for the record of an interrogation, for a therapy with more than a rate. */
export function shownTherapy(status: PumpStatus): EventFields {
  const { mode, meanMlPerDay, refillDays, patientBolus, weekMinutes } = status;
  if (patientBolus === undefined && mode !== 'flex' && mode !== 'periodic bolus') return {};
  return {
    meanMlPerDay,
    weekMinutes,
    ...(Number.isFinite(refillDays) ? { refillDays } : {}),
    ...(patientBolus === undefined
      ? {}
      : { patientBolusesUsed: patientBolus.usedCount, nextAllowedUs: patientBolus.nextAllowedUs }),
  };
}
