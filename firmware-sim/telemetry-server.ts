import type { Clock } from '../protocol/clock.ts';
import { Endpoint, type EndpointOptions, type Answer as WireAnswer } from '../protocol/endpoint.ts';
import { type PumpReport, type TelemetryVocabulary, telemetryVocabulary } from '../protocol/telemetry-vocabulary.ts';
import type { ArgsOf, Values } from '../protocol/vocabulary.ts';
import type { LogEntry } from './firmware/event-log.ts';
import { ProgramDraft } from './firmware/program-draft.ts';
import type { PumpStatus } from './firmware/pump-status.ts';
import { US_PER_SECOND } from './motor-line.ts';
import type { Pump } from './pump.ts';
import type { Answer } from './refusal.ts';
import { checksumOf, fieldsSet, statusAfter } from './telemetry-draft.ts';
import { tellingOf } from './telemetry-events.ts';
import * as read from './telemetry-readings.ts';
import * as words from './telemetry-words.ts';
import { type EventRecord, isEvent } from './trace/record.ts';
import type { Trace } from './trace/trace.ts';

const NL_PER_ML = 1_000_000;
const SECONDS_PER_DAY = 86_400;
const UNIT_NUMBER_COUNT = 65_536;

type Handlers = EndpointOptions<TelemetryVocabulary>['handlers'];
type Whose = ArgsOf<TelemetryVocabulary, 'THERAPY'>['of'];
type Handled<R> = WireAnswer<R>;

const done: Handled<Record<never, never>> = { ok: true, reply: {} };
const noDraft = { ok: false, error: 'NODRAFT' } as const;
const reply = <R>(fields: R): Handled<R> => ({ ok: true, reply: fields });

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
  #draft: ProgramDraft | undefined;
  /** The log as it was when page 0 was read, newest first: entries that come meanwhile move no page. */
  #logReading: readonly LogEntry[] = [];

  constructor(options: TelemetryServerOptions) {
    this.#options = options;
    this.#serialNumber = options.serialNumber ?? 1;
    this.#endpoint = new Endpoint<TelemetryVocabulary>({
      clock: options.wireClock,
      vocabulary: telemetryVocabulary,
      send: options.send,
      handlers: { ...this.#readHandlers(), ...this.#draftHandlers(), ...this.#actionHandlers() },
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
    this.#draft = undefined;
    this.#logReading = [];
  }

  #report(): PumpReport {
    const { firmware } = this.#options.pump;
    return read.reportOf(firmware.status(), { draft: this.#draft !== undefined, latched: firmware.latch.latched });
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
      LIMITS: ({ field }) => reply(read.limitsReply(field, pump)),
      INTERROGATE: () => reply(read.interrogateReply(pump.interrogate())),
    };
  }

  /** What the pump believes, or would believe after the commit. */
  #of<R>(whose: Whose, replyOf: (status: PumpStatus) => R): Handled<R> {
    const { firmware, product } = this.#options.pump;
    const status = firmware.status();
    if (whose === 'pump') return reply(replyOf(status));
    if (this.#draft === undefined) return noDraft;
    const minimumMlPerDay = product.minimumRate?.minimumRateMlPerDay.value ?? 0;
    const { program } = firmware.delivery;
    return reply(replyOf(statusAfter(status, this.#draft.change, program, minimumMlPerDay)));
  }

  #logPage(page: number) {
    if (page === 0) this.#logReading = [...this.#options.pump.log.entries].reverse();
    const pageCount = this.#logReading.length;
    if (page > 0 && page >= pageCount) return { ok: false, error: 'PAGE', fields: { pageCount } } as const;
    return reply(read.logReply(pageCount, this.#logReading[page]));
  }

  #draftHandlers(): Handlers {
    return {
      PROGBEGIN: () => {
        this.#draft = new ProgramDraft();
        return done;
      },
      PROGMODE: ({ mode }) => this.#drafted((draft) => draft.set({ mode: words.modeNamed(mode) })),
      PROGRATE: ({ rateMlPerDay }) => this.#drafted((draft) => draft.set({ rateMlPerDay })),
      PROGLOW: ({ lowReservoirMl }) => this.#drafted((draft) => draft.set({ lowReservoirMl })),
      PROGCRIT: ({ criticalEverySeconds }) =>
        this.#drafted((draft) => draft.set({ criticalEveryUs: criticalEverySeconds * US_PER_SECOND })),
      PROGNON: ({ nonCriticalEverySeconds }) =>
        this.#drafted((draft) => draft.set({ nonCriticalEveryUs: nonCriticalEverySeconds * US_PER_SECOND })),
      PROGVOL: ({ volumeMl }) => this.#drafted((draft) => draft.set({ reservoirMl: volumeMl })),
      PROGCATH: ({ catheterMl }) => this.#drafted((draft) => draft.set({ catheterMl })),
      PROGDRUG: ({ drugSlot, drug, concentrationUgPerMl }) =>
        this.#drafted((draft) => draft.setDrug(drugSlot, { name: drug, concentrationUgPerMl })),
      PROGREAD: () => (this.#draft === undefined ? noDraft : reply(draftFields(this.#draft))),
      PROGCOMMIT: ({ checksum }) => (this.#draft === undefined ? noDraft : this.#commit(this.#draft, checksum)),
      PROGCANCEL: () => {
        this.#draft = undefined;
        return done;
      },
    };
  }

  #drafted(write: (draft: ProgramDraft) => void): Handled<Record<never, never>> {
    if (this.#draft === undefined) return noDraft;
    write(this.#draft);
    return done;
  }

  /** A programmer that sums up something else has drafted something else: nothing of it may run. */
  #commit(draft: ProgramDraft, gotChecksum: number) {
    const { fieldsSet: set, checksum: wantedChecksum } = draftFields(draft);
    if (gotChecksum !== wantedChecksum) {
      this.#draft = undefined;
      return { ok: false, error: 'CHECKSUM', fields: { wantedChecksum, gotChecksum } } as const;
    }
    const answer = this.#options.pump.change(draft.change);
    if (answer.ok) this.#draft = undefined;
    return answered(answer, { fieldsSet: set });
  }

  #actionHandlers(): Handlers {
    const { pump } = this.#options;
    return {
      BOLUS: ({ volumeMl, durationSeconds }) => {
        const rateMlPerDay = Math.round(((volumeMl * SECONDS_PER_DAY) / durationSeconds) * NL_PER_ML) / NL_PER_ML;
        return this.#bolus(pump.singleBolus(volumeMl, rateMlPerDay));
      },
      PRIME: ({ volumeMl }) => this.#bolus(pump.primingBolus(volumeMl)),
      STUDY: () => this.#bolus(pump.rollerStudy()),
      STOP: () => answered(pump.programStopped(), {}),
      MINRATE: () => answered(pump.program({ mode: 'minimum rate' }), {}),
      REFILL: ({ volumeMl }) => this.#refill(volumeMl),
      ALTEST: () => {
        pump.alarmTest();
        return done;
      },
    };
  }

  #bolus(answer: Answer) {
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
    const { pumpClock } = this.#options;
    const telling = tellingOf(record);
    if (telling !== undefined) pumpClock.at(pumpClock.nowUs(), () => telling(this.#endpoint));
  }
}

function draftFields({ change }: ProgramDraft): { readonly fieldsSet: number; readonly checksum: number } {
  return { fieldsSet: fieldsSet(change), checksum: checksumOf(change) };
}

function answered<R extends Values>(answer: Answer, fields: R): Handled<R> {
  return answer.ok ? reply(fields) : refusal(answer);
}

function refusal(answer: Answer & { readonly ok: false }) {
  return { ok: false, error: 'REFUSED', fields: words.refusalFields(answer.refusal) } as const;
}
