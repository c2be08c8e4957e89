import type { Clock } from '../../protocol/clock.ts';

export interface ServiceLifeOptions {
  readonly clock: Clock;
  /** Time since implantation when the run begins. */
  readonly ageUs: number;
  /** Age at which the indicator comes at the latest; absent: only the battery brings it. */
  readonly eriAtAgeUs?: number;
  /** Absent: the indicator comes, and nothing after it. */
  readonly eriToEosUs?: number;
  /** Absent: age alone ends nothing. */
  readonly lifeUs?: number;
  readonly onEri: () => void;
  readonly onEos: () => void;
}

/** Elective replacement indicator, end of service some days later, and the stop that comes with age whatever the battery says. */
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

  /** The battery has fallen to the level of the indicator; whichever comes first counts. */
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
