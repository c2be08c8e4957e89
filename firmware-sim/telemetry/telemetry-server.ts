import type { Clock } from '../../protocol/clock.ts';
import { Endpoint } from '../../protocol/device/endpoint.ts';
import {
  type PumpReport,
  type TelemetryVocabulary,
  telemetryVocabulary,
} from '../../protocol/tables/telemetry-vocabulary.ts';
import type { Acceptance } from '../base/refusal.ts';
import type { LogEntry } from '../firmware/event-log.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import type { Pump } from '../pump.ts';
import { type EventRecord, isEvent } from '../trace/record.ts';
import type { Trace } from '../trace/trace.ts';
import {
  answered,
  done,
  type Handled,
  type Handlers,
  noDraft,
  refusal,
  reply,
  type Whose,
} from './telemetry-answers.ts';
import { clockReply, clockSet } from './telemetry-clock.ts';
import { TelemetryDrafting } from './telemetry-drafting.ts';
import { tellingOf } from './telemetry-events.ts';
import * as read from './telemetry-readings.ts';
import * as therapies from './telemetry-therapies.ts';

const NL_PER_ML = 1_000_000;
const SECONDS_PER_DAY = 86_400;
const UNIT_NUMBER_COUNT = 65_536;

export interface TelemetryServerOptions {
  readonly pump: Pump;
  readonly trace: Trace;
  /** The pump's own clock: events are told at the pump time at which they happen, after all that belongs to them. */
  readonly pumpClock: Clock;
  /** Times banners. The pump's own where both run alike; the wall's where a served pump lives faster. */
  readonly wireClock: Clock;
  readonly send: (bytes: Uint8Array) => void;
  readonly serialNumber?: number;
}

/** Lets a programmer in over the wire. Whatever it changes goes through `Pump`, so that it becomes an input of the run. */
export class TelemetryServer {
  readonly #options: TelemetryServerOptions;
  readonly #endpoint: Endpoint<TelemetryVocabulary>;
  readonly #serialNumber: number;
  readonly #drafting: TelemetryDrafting;
  /** The log as it was when page 0 was read, newest first: entries that come meanwhile move no page. */
  #logReading: readonly LogEntry[] = [];

  constructor(options: TelemetryServerOptions) {
    this.#options = options;
    this.#serialNumber = options.serialNumber ?? 1;
    this.#drafting = new TelemetryDrafting(options.pump);
    this.#endpoint = new Endpoint<TelemetryVocabulary>({
      clock: options.wireClock,
      vocabulary: telemetryVocabulary,
      send: options.send,
      handlers: { ...this.#readHandlers(), ...this.#drafting.handlers(), ...this.#actionHandlers() },
      // What a pump does not accept it refuses by name; nothing on the wire can latch a stop.
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

  /** Nobody is in session, nothing is drafted; banners call for a programmer. */
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
    this.#logReading = [];
  }

  #report(): PumpReport {
    const { firmware } = this.#options.pump;
    return read.reportOf(firmware.status(), { draft: this.#drafting.isOpen, latched: firmware.latch.latched });
  }

  #readHandlers(): Handlers {
    const { pump } = this.#options;
    return {
      IDENT: () => reply(read.identReply(pump.firmware.status(), this.#serialNumber)),
      THERAPY: ({ of }) => this.#of(of, (status) => read.therapyReply(status, pump)),
      RESERVOIR: ({ of }) => this.#of(of, (status) => read.reservoirReply(status, pump)),
      DRUG: ({ drugSlot, of }) => this.#of(of, (status) => read.drugReply(status, drugSlot)),
      ALARMS: ({ of }) => this.#of(of, (status) => read.alarmsReply(status)),
      LOG: ({ page }) => this.#logPage(page),
      LIMITS: ({ field }) => {
        const limits = read.limitsReply(field, pump);
        return limits === undefined ? ({ ok: false, error: 'UNSUPPORTED' } as const) : reply(limits);
      },
      ABLE: () => reply(therapies.ableReply(pump.product)),
      CLOCK: ({ of }) => this.#of(of, clockReply),
      FLEX: ({ page, of }) => this.#flexPage(page, of),
      PERIOD: ({ of }) => this.#of(of, therapies.periodReply),
      PATIENT: ({ of }) => this.#of(of, therapies.patientReply),
      PATIENTNOW: () => reply(therapies.patientNowReply(pump.firmware.status())),
      INTERROGATE: () => reply(read.interrogateReply(pump.interrogate())),
    };
  }

  /** What the pump believes, or would believe after the commit. */
  #of<R>(whose: Whose, replyOf: (status: PumpStatus) => R): Handled<R> {
    const status = this.#drafting.status(whose);
    return status === undefined ? noDraft : reply(replyOf(status));
  }

  #flexPage(page: number, whose: Whose) {
    const status = this.#drafting.status(whose);
    if (status === undefined) return noDraft;
    const flex = therapies.flexReply(status, page);
    if (flex !== undefined) return reply(flex);
    return { ok: false, error: 'PAGE', fields: { pageCount: therapies.flexPageCount(status) } } as const;
  }

  #logPage(page: number) {
    if (page === 0) this.#logReading = [...this.#options.pump.log.entries].reverse();
    const pageCount = this.#logReading.length;
    if (page > 0 && page >= pageCount) return { ok: false, error: 'PAGE', fields: { pageCount } } as const;
    return reply(read.logReply(pageCount, this.#logReading[page]));
  }

  #actionHandlers(): Handlers {
    const { pump } = this.#options;
    return {
      BOLUS: ({ volumeMl, durationSeconds }) => {
        const rateMlPerDay = Math.round(((volumeMl * SECONDS_PER_DAY) / durationSeconds) * NL_PER_ML) / NL_PER_ML;
        return this.#bolus(pump.singleBolus(volumeMl, rateMlPerDay));
      },
      ASK: () => this.#bolus(pump.askPatientBolus()),
      PRIME: ({ volumeMl }) => this.#bolus(pump.primingBolus(volumeMl)),
      STUDY: () => this.#bolus(pump.rollerStudy()),
      SETCLOCK: (args) => clockSet(pump, args),
      STOP: () => answered(pump.programStopped(), {}),
      MINRATE: () => answered(pump.program({ mode: 'minimum rate' }), {}),
      REFILL: ({ volumeMl }) => this.#refill(volumeMl),
      ALTEST: () => {
        pump.alarmTest();
        return done;
      },
    };
  }

  #bolus(answer: Acceptance) {
    return answer.ok ? reply(read.bolusReply(this.#options.pump)) : refusal(answer);
  }

  #refill(fillMl: number) {
    const { pump } = this.#options;
    const calculatedMl = pump.firmware.reckoner.calculatedMl;
    const withdrawnMl = pump.reservoir.reachableMl;
    return answered(pump.refill({ fillMl, omit: ['interrogate', 'program'] }), { withdrawnMl, calculatedMl });
  }

  /** Told once the alarm that it happened in is over, so that the report shows what became of it. */
  #tell(record: EventRecord): void {
    const { pumpClock, pump } = this.#options;
    const telling = tellingOf(record, pump);
    if (telling !== undefined) pumpClock.at(pumpClock.nowUs(), () => telling(this.#endpoint));
  }
}
