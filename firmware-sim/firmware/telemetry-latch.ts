import type { Clock } from '../../protocol/clock.ts';
import type { LatchEnder, LatchNeed } from '../base/therapy.ts';
import { US_PER_SECOND } from '../base/time-units.ts';

export interface TelemetryLatchOptions {
  readonly clock: Clock;
  /** Meaning of "an alarm sounding": its cause stands, or its tone sounds. */
  readonly needs: LatchNeed;
  readonly endedBy: LatchEnder;
  readonly isAlarming: () => boolean;
  readonly onLatched: () => void;
  readonly onReleased: () => void;
}

/** Owner of the interrogating device. */
export type Interrogator = 'clinician' | 'patient';

/**
 * Telemetry mode that latches when interference occurs during an alarm. Delivery stays off after the field is gone,
 * until an interrogation (TGA and Hong Kong notices of 2023). Without an alarm, telemetry mode ends with the field. The
 * notices leave two questions open, and both are parameters: whether the alarm state is enough or its tone must sound,
 * and whether the patient's own device ends the latch. An interrogation during the interference ends nothing (assumed).
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

  /** Notes that a tone began. */
  sounds(seconds: number): void {
    this.#soundsUntilUs = this.#options.clock.nowUs() + seconds * US_PER_SECOND;
    this.look();
  }

  /** Checks whether telemetry mode latches. Called after an alarm was raised. */
  look(): void {
    if (!this.#interfered || this.#latched || !this.#isAlarming()) return;
    this.#latched = true;
    this.#options.onLatched();
  }

  /** Returns whether an interrogation now leaves the pump free of the latch. */
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
