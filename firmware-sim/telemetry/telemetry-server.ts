import type { Clock } from '../../protocol/clock.ts';
import type { HandlersOf } from '../../protocol/device/answer.ts';
import { Endpoint } from '../../protocol/device/endpoint.ts';
import {
  type PumpReport,
  type TelemetryVocabulary,
  telemetryVocabulary,
} from '../../protocol/tables/telemetry-vocabulary.ts';
import type { Pump } from '../pump.ts';
import { type EventRecord, isEvent } from '../trace/record.ts';
import type { Trace } from '../trace/trace.ts';
import { actionHandlers } from './telemetry-actions.ts';
import { TelemetryDrafting } from './telemetry-drafting.ts';
import { tellingOf } from './telemetry-events.ts';
import { TelemetryReadings } from './telemetry-readings.ts';
import { reportOf } from './telemetry-report.ts';

const UNIT_NUMBER_COUNT = 65_536;

export interface TelemetryServerOptions {
  readonly pump: Pump;
  readonly trace: Trace;
  /** Clock of the pump. An event is reported at its pump time, after all its effects. */
  readonly pumpClock: Clock;
  /** Clock of the wire, which times banners. It differs from the pump's clock if a served pump runs faster than the wall. */
  readonly wireClock: Clock;
  readonly send: (bytes: Uint8Array) => void;
  readonly serialNumber?: number;
}

/**
 * Connects a programmer to the pump over the wire. All its changes go through `Pump`, so that they become inputs of the
 * run.
 */
export class TelemetryServer {
  readonly #options: TelemetryServerOptions;
  readonly #endpoint: Endpoint<TelemetryVocabulary>;
  readonly #serialNumber: number;
  readonly #drafting: TelemetryDrafting;
  readonly #readings: TelemetryReadings;

  constructor(options: TelemetryServerOptions) {
    this.#options = options;
    this.#serialNumber = options.serialNumber ?? 1;
    this.#drafting = new TelemetryDrafting(options.pump);
    this.#readings = new TelemetryReadings({ ...options, serialNumber: this.#serialNumber, drafting: this.#drafting });
    const handlers: HandlersOf<TelemetryVocabulary> = {
      ...this.#readings.handlers(),
      ...this.#drafting.handlers(),
      ...actionHandlers(options.pump),
    };
    this.#endpoint = new Endpoint<TelemetryVocabulary>({
      clock: options.wireClock,
      vocabulary: telemetryVocabulary,
      send: options.send,
      handlers,
      // Nothing on the wire can latch a stop. The pump refuses a request by the name of a field.
      state: () => 'ready',
      stopCause: () => 'none',
      report: () => this.#report(),
      onHello: () => this.#forget(),
      onStopBytes: () => this.#forget(),
      identity: {
        unitNumber: this.#serialNumber % UNIT_NUMBER_COUNT,
        resetCause: 'power',
        name: options.pump.product.id,
      },
    });
    options.trace.listen((record) => {
      if (isEvent(record)) this.#tell(record);
    });
  }

  /** Starts without session and draft, and sends banners until a programmer opens a session. */
  boot(): void {
    this.#forget();
    this.#endpoint.boot();
  }

  receive(bytes: Uint8Array): void {
    this.#endpoint.receive(bytes);
  }

  close(): void {
    this.#endpoint.close();
  }

  get counters() {
    return this.#endpoint.counters;
  }

  #forget(): void {
    this.#drafting.drop();
    this.#readings.drop();
  }

  #report(): PumpReport {
    const { firmware } = this.#options.pump;
    return reportOf(firmware.status(), { draft: this.#drafting.isOpen, latched: firmware.latch.latched });
  }

  /** Called after the alarm in which the event happened, so that the report shows its effects. */
  #tell(record: EventRecord): void {
    const { pumpClock, pump } = this.#options;
    const telling = tellingOf(record, pump);
    if (telling !== undefined) pumpClock.at(pumpClock.nowUs(), () => telling(this.#endpoint));
  }
}
