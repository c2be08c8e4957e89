export interface TelemetryLatchOptions {
  readonly isAlarming: () => boolean;
  readonly onLatched: () => void;
  readonly onReleased: () => void;
}

/**
 * Interference that throws the pump into telemetry mode while an alarm stands: delivery stays off after the field is gone,
 * until somebody interrogates, for ever if nobody does (TGA and Hong Kong notices of 2023). Without an alarm it passes with the field.
 * That an alarm state is enough, and not its tone alone, is assumed.
 */
export class TelemetryLatch {
  readonly #options: TelemetryLatchOptions;
  #interfered = false;
  #latched = false;

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

  /** After an alarm was raised. */
  look(): void {
    if (!this.#interfered || this.#latched || !this.#options.isAlarming()) return;
    this.#latched = true;
    this.#options.onLatched();
  }

  interrogated(): void {
    if (!this.#latched) return;
    this.#latched = false;
    this.#options.onReleased();
  }
}
