import type { Clock } from '../../protocol/clock.ts';
import type { LatchEnder, LatchNeed } from '../base/therapy.ts';
import { US_PER_SECOND } from '../base/time-units.ts';

export interface TelemetryLatchOptions {
  readonly clock: Clock;
  /** What "an alarm sounding" means: that it stands, or the burst of its tone. */
  readonly needs: LatchNeed;
  readonly endedBy: LatchEnder;
  readonly isAlarming: () => boolean;
  readonly onLatched: () => void;
  readonly onReleased: () => void;
}

/** Who holds the device that interrogates. */
export type Interrogator = 'clinician' | 'patient';

/**
 * Interference that throws the pump into telemetry mode while an alarm stands: delivery stays off after the field is gone,
 * until somebody interrogates, for ever if nobody does (TGA and Hong Kong notices of 2023). Without an alarm it passes with the field.
 * The notices leave open whether the alarm state is enough or its tone must sound, and whether the patient's own device ends it:
 * both are parameters. An interrogation while the interference lasts ends nothing (assumed).
 */
export class TelemetryLatch {
  readonly #options: TelemetryLatchOptions;
  #interfered = false;
  #latched = false;
  #soundsUntilUs = 0;

  constructor(options: TelemetryLatchOptions) {
    this.#options = options;
  }

  get latched(): boolean {
    return this.#latched;
  }

  interfere(on: boolean): void {
    this.#interfered = on;
    this.look();
  }

  /** After a tone began. */
  sounds(seconds: number): void {
    this.#soundsUntilUs = this.#options.clock.nowUs() + seconds * US_PER_SECOND;
    this.look();
  }

  /** After an alarm was raised. */
  look(): void {
    if (!this.#interfered || this.#latched || !this.#isAlarming()) return;
    this.#latched = true;
    this.#options.onLatched();
  }

  /** Whether an interrogation now leaves the pump free. */
  freedBy(who: Interrogator): boolean {
    return !this.#latched || (!this.#interfered && (who === 'clinician' || this.#options.endedBy === 'any'));
  }

  interrogated(who: Interrogator): void {
    if (!this.#latched || !this.freedBy(who)) return;
    this.#latched = false;
    this.#options.onReleased();
  }

  #isAlarming(): boolean {
    const { needs, clock, isAlarming } = this.#options;
    return needs === 'alarm state' ? isAlarming() : clock.nowUs() < this.#soundsUntilUs;
  }
}
