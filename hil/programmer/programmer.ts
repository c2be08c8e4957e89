import type { LinkEvent } from '../../protocol/host/link.ts';
import { programChecksum } from '../../protocol/line/program-checksum.ts';
import type { TelemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf, ReplyOf, ReportOf } from '../../protocol/tables/vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { Bench } from '../bench.ts';
import { timeUs } from '../builders/quantity.ts';
import type { Time } from '../builders/units.gen.ts';
import { type ProgramDraft, programLines } from './program-lines.ts';
import { requestFailure } from './programmer-failure.ts';
import { Session, type TelemetryResult, type TelemetryVerb } from './session.ts';
import { benchLine, portLine, type TelemetryLine } from './telemetry-line.ts';

type Reply<K extends TelemetryVerb> = ReplyOf<TelemetryVocabulary, K>;

/** State of the pump at the end of each reply. */
export type PumpStatus = ReportOf<TelemetryVocabulary>;
export type PumpIdentity = Reply<'IDENT'>;
export type Interrogation = Reply<'INTERROGATE'>;
export type Therapy = Reply<'THERAPY'>;
export type LogEntry = Omit<Reply<'LOG'>, 'pageCount'>;
export type PumpEvent = LinkEvent<TelemetryVocabulary>;

/** Refusal of a request. The pump has changed nothing. */
export interface Refusal {
  readonly ok: false;
  /** Refused field, as in `rate` or `bolus`. The verb, if the pump names no field. */
  readonly field: string;
  /** Reason as the pump reports it: `range`, `busy`, `latched`, `unsupported` ... */
  readonly why: string;
}

/** Answer to a request that changes the pump: acceptance or refusal. */
export type PumpAnswer<T> = { readonly ok: true; readonly reply: T; readonly status: PumpStatus } | Refusal;

export interface WantedBolus {
  readonly volumeMl: number;
  /** Duration of the bolus. The pump takes whole seconds. */
  readonly over: Time;
}

/** Largest number of events kept until `events` returns them. Older ones are dropped. */
const EVENTS_KEPT_MAX = 1000;
const US_PER_S = 1_000_000;

/**
 * A clinician's programmer. It reads and programs a pump by telemetry. Each wait has a bound, and the error of a
 * timeout says what was awaited. A refusal is returned as data. All methods reject with `HilError` if the pump does not
 * answer.
 */
export class Programmer {
  readonly #session: Session;
  readonly #events: PumpEvent[];

  private constructor(session: Session, events: PumpEvent[]) {
    this.#session = session;
    this.#events = events;
  }

  /** Opens a port with a pump: a serial device, a pseudo terminal, or the link of a served pump. */
  static async open(path: string): Promise<Programmer> {
    return Programmer.#on(await portLine(path));
  }

  /** Connects to the pump of a bench. Requests take no pump time. */
  static async of(bench: Bench): Promise<Programmer> {
    return Programmer.#on(benchLine(bench));
  }

  static async #on(line: TelemetryLine): Promise<Programmer> {
    const events: PumpEvent[] = [];
    const session = await Session.open(line, (event) => {
      events.push(event);
      if (events.length > EVENTS_KEPT_MAX) events.shift();
    });
    return new Programmer(session, events);
  }

  /** Reads model, serial number and calibration. */
  identify(): Promise<PumpIdentity> {
    return this.read('IDENT', {});
  }

  /** Interrogates the pump. This ends a latched telemetry mode, and may add an entry to the event log. */
  interrogate(): Promise<Interrogation> {
    return this.read('INTERROGATE', {});
  }

  /** Reads mode, rate and the running bolus. */
  therapy(): Promise<Therapy> {
    return this.read('THERAPY', { of: 'pump' });
  }

  /** Reads the pump's state and its time. */
  async status(): Promise<PumpStatus> {
    const result = await this.#session.request('STAT', {} as ArgsOf<TelemetryVocabulary, 'STAT'>);
    if (!result.ok) throw this.#failure('STAT', result);
    return result.report;
  }

  /** Reads the event log, newest entry first. */
  async log(): Promise<readonly LogEntry[]> {
    const entries: LogEntry[] = [];
    for (let page = 0, pageCount = 1; page < pageCount; page += 1) {
      const { pageCount: count, ...entry } = await this.read('LOG', { page });
      pageCount = count;
      if (count > 0) entries.push(entry);
    }
    return entries;
  }

  /**
   * Programs the pump in two phases: a draft, then a commit with the checksum of the intended program. After a refusal
   * the draft is dropped, and the present therapy goes on.
   */
  async program(draft: ProgramDraft): Promise<PumpAnswer<{ readonly fieldsSet: number }>> {
    const lines = programLines(draft);
    await this.read('PROGBEGIN', {});
    for (const { verb, args } of lines) {
      const drafted = await this.request(verb, args as ArgsOf<TelemetryVocabulary, typeof verb>);
      if (!drafted.ok) return this.#dropped(drafted);
    }
    const committed = await this.request('PROGCOMMIT', { checksum: programChecksum(lines) });
    return committed.ok ? committed : this.#dropped(committed);
  }

  /** Programs a single bolus that is delivered evenly over a time. */
  async bolus({ volumeMl, over }: WantedBolus): Promise<PumpAnswer<Reply<'BOLUS'>>> {
    return this.request('BOLUS', { volumeMl, durationSeconds: Math.round(timeUs(over, '`over`') / US_PER_S) });
  }

  /** Presses the patient's button. */
  patientBolus(): Promise<PumpAnswer<Reply<'ASK'>>> {
    return this.request('ASK', {});
  }

  /** Delivers a priming bolus at the highest rate. */
  prime(volumeMl: number): Promise<PumpAnswer<Reply<'PRIME'>>> {
    return this.request('PRIME', { volumeMl });
  }

  /** Runs a roller study. */
  study(): Promise<PumpAnswer<Reply<'STUDY'>>> {
    return this.request('STUDY', {});
  }

  /** Stops the pump at once by the mode stopped. A running bolus ends. */
  stop(): Promise<PumpAnswer<Reply<'STOP'>>> {
    return this.request('STOP', {});
  }

  /** Returns the events that the pump has reported since the last call. */
  async events(): Promise<readonly PumpEvent[]> {
    await this.status();
    return this.#events.splice(0);
  }

  /** Sends any verb of the telemetry wire. Returns a refusal by the pump as data. */
  async request<K extends TelemetryVerb>(verb: K, args: ArgsOf<TelemetryVocabulary, K>): Promise<PumpAnswer<Reply<K>>> {
    const result = await this.#checked(verb, args);
    if (result.ok) return { ok: true, reply: result.reply, status: result.report };
    const refusal = refusalOf(verb, result);
    if (refusal === undefined) throw this.#failure(verb, result);
    return refusal;
  }

  /** Sends a verb that reads. Rejects if the pump refuses it. */
  async read<K extends TelemetryVerb>(verb: K, args: ArgsOf<TelemetryVocabulary, K>): Promise<Reply<K>> {
    const result = await this.#checked(verb, args);
    if (!result.ok) throw this.#failure(verb, result);
    return result.reply;
  }

  /** Ends the session and frees the port. */
  async close(): Promise<void> {
    await this.#session.close();
  }

  async #dropped(refusal: Refusal): Promise<Refusal> {
    await this.read('PROGCANCEL', {});
    return refusal;
  }

  /** Sends a request. Rejects with OUT_OF_TABLE (usage) for an argument outside the table, and then sends nothing. */
  async #checked<K extends TelemetryVerb>(verb: K, args: ArgsOf<TelemetryVocabulary, K>): Promise<TelemetryResult<K>> {
    try {
      return await this.#session.request(verb, args);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new HilError('OUT_OF_TABLE', 'usage', `${verb} was not sent: ${error.message}.`, { cause: error });
    }
  }

  #failure(verb: string, result: Parameters<typeof requestFailure>[2]): HilError {
    return requestFailure(this.#session.name, verb, result, this.#session.lastLines);
  }
}

/** Returns the pump's refusal of an understood request; undefined for any other failure. */
function refusalOf(verb: string, result: { readonly why: string }): Refusal | undefined {
  const { error, fields } = result as { readonly error?: string; readonly fields?: Record<string, unknown> };
  if (result.why !== 'refused') return undefined;
  if (error === 'REFUSED') return { ok: false, field: String(fields?.field), why: String(fields?.why) };
  if (error === 'UNSUPPORTED') return { ok: false, field: verb, why: 'unsupported' };
  if (error === 'CHECKSUM') return { ok: false, field: 'draft', why: 'checksum' };
  return undefined;
}
