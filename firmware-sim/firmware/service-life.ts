import type { Clock } from '../../protocol/clock.ts';

export interface ServiceLifeOptions {
  readonly clock: Clock;
  /** Time since implantation when the run begins. */
  readonly ageUs: number;
  readonly eriAtAgeUs: number;
  readonly eriToEosUs: number;
  readonly lifeUs: number;
  readonly onEri: () => void;
  readonly onEos: () => void;
}

/** Elective replacement indicator, end of service some days later, and the stop that comes with age whatever the battery says. */
export class ServiceLife {
  #ended = false;

  constructor(options: ServiceLifeOptions) {
    const { ageUs, eriAtAgeUs, eriToEosUs, lifeUs } = options;
    this.#atAge(options, eriAtAgeUs, ageUs, options.onEri);
    this.#atAge(options, eriAtAgeUs + eriToEosUs, ageUs, () => this.#end(options));
    this.#atAge(options, lifeUs, ageUs, () => this.#end(options));
  }

  #atAge({ clock }: ServiceLifeOptions, dueAgeUs: number, ageUs: number, fn: () => void): void {
    if (Number.isFinite(dueAgeUs)) clock.at(Math.max(clock.nowUs(), clock.nowUs() + dueAgeUs - ageUs), fn);
  }

  #end(options: ServiceLifeOptions): void {
    if (this.#ended) return;
    this.#ended = true;
    options.onEos();
  }
}
