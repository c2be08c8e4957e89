import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { Bench } from '../../hil/bench.ts';
import { mustAccept } from '../../hil/open-bench.ts';
import { readPumpFile } from '../../hil/pump-file/read-pump-file.ts';

export const DAYS_PER_YEAR = 365;
export const YEARS = 10;
const DAYS = YEARS * DAYS_PER_YEAR;
const EXPOSURES = 40;
const EXPOSURE_US = 30 * US_PER_MINUTE;
/** The low-reservoir alarm sounds for a day before the refill. */
const REFILL_ANSWER_DAYS = 1;
const FILL_ML = 20;
/** Every third filling has the other concentration, and mixes with the rest in the reservoir. */
const REFILLS_PER_CONCENTRATION = 3;
const UG_PER_ML = [500, 800] as const;
/** Each hour has another rate. The order of the steps of a day makes neighbours differ. */
const hourly = Array.from({ length: 24 }, (_, hour) => ({
  fromMinutes: hour * 60,
  rateMlPerDay: (380 + 10 * ((7 * hour) % 24)) / 1000,
}));
const asked = { volumeMl: 0.01, durationUs: 10 * US_PER_MINUTE, lockoutUs: 4 * US_PER_HOUR, allottedCount: 4 };
const askedAtUs = [9.25 * US_PER_HOUR, 20.75 * US_PER_HOUR] as const;

const pumpFile = JSON.stringify({
  id: 'ten-year-pump',
  title: 'SynchroMed II, 20 mL, without an end of service',
  like: 'synchromed-ii',
  without: ['serviceLife', 'battery'],
  therapies: {
    // A SynchroMed II takes 13 steps. The benchmark keeps a busier day with a step for each hour.
    flexStepsCountMax: {
      value: 24,
      unit: 'steps a day',
      provenance: { kind: 'assumed', why: 'a load for the benchmark, no pump that exists' },
    },
  },
});

function userPump(): Product {
  const read = readPumpFile(pumpFile, 'ten-year-pump.json');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.product;
}

function drugOf(refills: number) {
  const concentrationUgPerMl = UG_PER_ML[Math.floor(refills / REFILLS_PER_CONCENTRATION) % 2] as number;
  return { name: 'baclofen', concentrationUgPerMl };
}

/**
 * Ten years of one pump on `model`: flex, a patient's boluses, refills, exposures, a catheter in which drug mixes,
 * alarms.
 */
export class Decade {
  readonly #bench: Bench;
  #refills = 0;
  #boluses = 0;
  #day = 0;
  #lowSinceDay: number | undefined;

  private constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** Begins the first day. A run that keeps its records can write them to a trace file from the start. */
  static async begin(
    { forgetsRecords }: { readonly forgetsRecords: boolean } = { forgetsRecords: true },
  ): Promise<Decade> {
    const bench = await Bench.open({
      rig: 'model',
      product: userPump(),
      state: { catheter: {}, drug: drugOf(0) },
      forgetsRecords,
    });
    mustAccept(bench.pump.program({ mode: 'flex', flex: { 'every day': hourly }, patientBolus: asked }));
    return new Decade(bench);
  }

  get bench(): Bench {
    return this.#bench;
  }

  get recordCount(): number {
    return this.#bench.trace.recordCount;
  }

  /** Record of the run behind the fingerprint. */
  get facts() {
    const { trace, pump } = this.#bench;
    return {
      records: trace.recordCount,
      fingerprint: trace.fingerprint(),
      refills: this.#refills,
      boluses: this.#boluses,
      stalls: pump.log.entries.filter(({ kind }) => kind === 'motor stall').length,
    };
  }

  async runDays(days: number): Promise<void> {
    for (let i = 0; i < days; i += 1) await this.#runDay();
  }

  async end(): Promise<void> {
    await this.#bench.close();
  }

  async #runDay(): Promise<void> {
    const { pump } = this.#bench;
    const startUs = this.#day * US_PER_DAY;
    await this.#bench.toUs(startUs);
    if (this.#day % (DAYS / EXPOSURES) < 1) await this.#expose(startUs);
    this.#answerAlarm();
    for (const atUs of askedAtUs) {
      await this.#bench.toUs(startUs + atUs);
      if (pump.askPatientBolus().ok) this.#boluses += 1;
    }
    this.#day += 1;
    await this.#bench.toUs(this.#day * US_PER_DAY);
  }

  async #expose(startUs: number): Promise<void> {
    this.#bench.pump.setField({ fieldMt: 1500 });
    await this.#bench.toUs(startUs + EXPOSURE_US);
    this.#bench.pump.removeField();
  }

  #answerAlarm(): void {
    const { pump } = this.#bench;
    if (pump.firmware.alarms.causes.includes('low reservoir')) this.#lowSinceDay ??= this.#day;
    if (this.#lowSinceDay === undefined || this.#day - this.#lowSinceDay < REFILL_ANSWER_DAYS) return;
    this.#refills += 1;
    mustAccept(pump.refill({ fillMl: FILL_ML, drug: drugOf(this.#refills) }));
    this.#lowSinceDay = undefined;
  }
}
