import type { Clock } from '../../protocol/clock.ts';
import { US_PER_DAY } from '../base/time-units.ts';
import { wholeUs } from '../base/whole-us.ts';
import type { ServiceLifeQuantities } from '../products/quantities/service-life-quantities.ts';

/** Mean length of a calendar year. */
const DAYS_PER_YEAR = 365.25;

/** Ages at which a pump indicates replacement and at which it ends. */
interface LifeSpan {
  /** Latest age at which the indicator comes. Absent: only the battery brings it. */
  readonly eriAtAgeUs?: number | undefined;
  /** Absent: after the indicator no end of service follows. */
  readonly eriToEosUs?: number;
  /** Absent: age alone does not end service. */
  readonly lifeUs?: number;
}

export interface ServiceLifeOptions extends LifeSpan {
  readonly clock: Clock;
  /** Age since implantation when the run begins. */
  readonly ageUs: number;
  readonly onEri: () => void;
  readonly onEos: () => void;
}

/**
 * Returns the ages for a product. By default the indicator comes at the age from which the end of service meets the
 * limit of service life.
 */
export function lifeSpanOf(serviceLife: ServiceLifeQuantities | undefined, eriAtAgeUs: number | undefined): LifeSpan {
  if (serviceLife === undefined) return { eriAtAgeUs };
  const lifeUs = wholeUs(serviceLife.lifeYears.value, DAYS_PER_YEAR * US_PER_DAY);
  const eriToEosUs = wholeUs(serviceLife.eriToEosDays.value, US_PER_DAY);
  return { lifeUs, eriToEosUs, eriAtAgeUs: eriAtAgeUs ?? lifeUs - eriToEosUs };
}

/**
 * Service life: the elective replacement indicator, end of service some days later, and the stop at a limit of age that
 * the battery does not affect.
 */
export class ServiceLife {
  readonly #options: ServiceLifeOptions;
  readonly #startUs: number;
  #isIndicated = false;
  #ended = false;

  constructor(options: ServiceLifeOptions) {
    this.#options = options;
    this.#startUs = options.clock.nowUs();
    const { eriAtAgeUs, lifeUs } = options;
    if (eriAtAgeUs !== undefined) this.#atAge(eriAtAgeUs, () => this.#indicate(eriAtAgeUs));
    if (lifeUs !== undefined) this.#atAge(lifeUs, () => this.end());
  }

  /** Indicates replacement, because the battery has reached the level of the indicator. The first cause counts. */
  batteryLow(): void {
    this.#indicate(this.#options.ageUs + this.#options.clock.nowUs() - this.#startUs);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.onEos();
  }

  #indicate(atAgeUs: number): void {
    if (this.#isIndicated || this.#ended) return;
    this.#isIndicated = true;
    const { eriToEosUs, onEri } = this.#options;
    onEri();
    if (eriToEosUs !== undefined) this.#atAge(atAgeUs + eriToEosUs, () => this.end());
  }

  #atAge(dueAgeUs: number, fn: () => void): void {
    const { clock, ageUs } = this.#options;
    const dueUs = this.#startUs + dueAgeUs - ageUs;
    if (Number.isFinite(dueUs)) clock.at(Math.max(clock.nowUs(), dueUs), fn);
  }
}
