import { LineDigest, portableHash, type TextHash } from './digest.ts';
import type { EventFields, TraceRecord } from './record.ts';
import { fingerprinted, namespaceOf, type SignalDeclaration } from './signal.ts';

/** Bound of the memory that a run takes. */
const RECORDS_MAX = 4_000_000;
const SLOPES_KEPT_MAX = 1024;

/** Thrown when a run writes more records than a trace keeps. */
export class TraceFull extends Error {}

export interface TraceClocks {
  readonly pumpUs: () => number;
  /** Board time, where a rig has one. */
  readonly boardUs: () => number;
  /** Keep nothing: for a pump that lives as long as somebody serves it. Listeners and hashes get all records all the same. */
  readonly forgets?: boolean;
  /** Default: the portable one. */
  readonly newHash?: () => TextHash;
}

interface KnownSignal {
  readonly kind: SignalDeclaration['kind'];
  /** Of the pump's namespaces: hashed into the fingerprint, and without board time. */
  readonly isPumps: boolean;
  readonly digest: LineDigest;
  /** From `,"s":` up to the value, where it is no event. */
  readonly named: string;
}

/**
 * The only output of a run. Records of `in`, `true` and `pump` make the fingerprint, those of `rig`, `wire` and `bench`
 * a second hash and carry board time as well.
 */
export class Trace {
  readonly #clocks: TraceClocks;
  readonly #known = new Map<string, KnownSignal>();
  readonly #declared: SignalDeclaration[] = [];
  readonly #pumpDigest: LineDigest;
  readonly #rigDigest: LineDigest;
  readonly #records: TraceRecord[] = [];
  /** Thrown once: closing the rig writes a few more. */
  #isFull = false;
  #recordCount = 0;
  readonly #slopeTexts = new Map<number, string>();
  #textUs = Number.NaN;
  #text = '';
  readonly #listeners: ((record: TraceRecord, line: string) => void)[] = [];

  constructor(clocks: TraceClocks) {
    const { newHash = portableHash } = clocks;
    this.#clocks = clocks;
    this.#pumpDigest = new LineDigest(newHash());
    this.#rigDigest = new LineDigest(newHash());
  }

  declare(signals: readonly SignalDeclaration[]): void {
    for (const signal of signals) {
      const { name, kind } = signal;
      if (this.#known.has(name)) throw new Error(`trace: ${name} is declared twice`);
      const isPumps = fingerprinted.includes(namespaceOf(name));
      const digest = isPumps ? this.#pumpDigest : this.#rigDigest;
      this.#known.set(name, { kind, isPumps, digest, named: `,"s":${JSON.stringify(name)},"v":` });
      this.#declared.push(signal);
    }
  }

  get signals(): readonly SignalDeclaration[] {
    return this.#declared;
  }

  get records(): readonly TraceRecord[] {
    return this.#records;
  }

  /** Written so far, kept or not. */
  get recordCount(): number {
    return this.#recordCount;
  }

  /** Calls back with each record and its line of JSON, from now on. */
  listen(listener: (record: TraceRecord, line: string) => void): void {
    this.#listeners.push(listener);
  }

  step(name: string, value: number | string): void {
    const signal = this.#signal(name, 'step');
    if (typeof value === 'number') this.#expectFinite(name, value);
    const line = `{"t":${this.#timeText(signal)}${signal.named}${JSON.stringify(value)}}`;
    this.#write(signal, line);
    if (this.#isLookedAt) this.#tell({ ...this.#now(signal), s: name, v: value }, line);
  }

  line(name: string, value: number, perSecond: number): void {
    const signal = this.#signal(name, 'line', 'curve');
    this.#expectFinite(name, value);
    this.#expectFinite(name, perSecond);
    const line = `{"t":${this.#timeText(signal)}${signal.named}${JSON.stringify(value)}${this.#slopeText(perSecond)}`;
    this.#write(signal, line);
    if (this.#isLookedAt) this.#tell({ ...this.#now(signal), s: name, v: value, r: perSecond }, line);
  }

  /** On its way to `to`, of which 1 - 1/e is made in `tauUs`. */
  exponential(name: string, value: number, to: number, tauUs: number): void {
    const signal = this.#signal(name, 'curve');
    for (const number of [value, to, tauUs]) this.#expectFinite(name, number);
    const line = `{"t":${this.#timeText(signal)}${signal.named}${value},"to":${to},"tauUs":${tauUs}}`;
    this.#write(signal, line);
    if (this.#isLookedAt) this.#tell({ ...this.#now(signal), s: name, v: value, to, tauUs }, line);
  }

  event(name: string, fields: EventFields = {}): void {
    const signal = this.#signal(name, 'event');
    const text = JSON.stringify(fields);
    const rest = text === '{}' ? '}' : `,${text.slice(1)}`;
    const line = `{"t":${this.#timeText(signal)},"e":${JSON.stringify(name)}${rest}`;
    this.#write(signal, line);
    if (this.#isLookedAt) this.#tell({ ...this.#now(signal), e: name, ...fields }, line);
  }

  /** Hash of everything that the pump lived through; equal for the same scenario and seed on every virtual-time rig. */
  fingerprint(): string {
    return this.#pumpDigest.hex();
  }

  /** Hash of what the rig, the wire and the bench did. */
  rigHash(): string {
    return this.#rigDigest.hex();
  }

  #signal(name: string, kind: SignalDeclaration['kind'], otherKind = kind): KnownSignal {
    const signal = this.#known.get(name);
    if (signal !== undefined && (signal.kind === kind || signal.kind === otherKind)) return signal;
    const kinds = kind === otherKind ? kind : `${kind} or ${otherKind}`;
    throw new Error(`trace: ${name} is declared as ${signal?.kind ?? 'nothing'}, not as ${kinds}`);
  }

  #now({ isPumps }: KnownSignal): { readonly t: number; readonly b?: number } {
    const { pumpUs, boardUs } = this.#clocks;
    return isPumps ? { t: pumpUs() } : { t: pumpUs(), b: boardUs() };
  }

  /** A dozen records share a moment, and nothing costs a line more than the text of a large number. */
  #timeText({ isPumps }: KnownSignal): string {
    const { pumpUs, boardUs } = this.#clocks;
    const nowUs = pumpUs();
    if (nowUs !== this.#textUs) {
      this.#textUs = nowUs;
      this.#text = JSON.stringify(nowUs);
    }
    return isPumps ? this.#text : `${this.#text},"b":${boardUs()}`;
  }

  /** A schedule has a few flows, and they come again every day. `join` gives one flat text, which is cheap to copy. */
  #slopeText(perSecond: number): string {
    const known = this.#slopeTexts.get(perSecond);
    if (known !== undefined) return known;
    const text = [',"r":', perSecond, '}'].join('');
    if (this.#slopeTexts.size >= SLOPES_KEPT_MAX) this.#slopeTexts.clear();
    this.#slopeTexts.set(perSecond, text);
    return text;
  }

  get #isLookedAt(): boolean {
    return !this.#clocks.forgets || this.#listeners.length > 0;
  }

  /** JSON would write it as null, and nobody would see where it came from. */
  #expectFinite(name: string, value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`trace: ${name} is ${value}`);
  }

  /**
   * Lines are put together by hand: `JSON.stringify` of so small an object takes twice as long, and gives the same text.
   * It writes the values all the same, since the text of a number in a template goes into a cache of the engine's, and each
   * collection of garbage carries that along.
   */
  #write({ digest }: KnownSignal, line: string): void {
    if (this.#records.length >= RECORDS_MAX && !this.#isFull) {
      this.#isFull = true;
      throw new TraceFull(`trace: more than ${RECORDS_MAX} records`);
    }
    digest.add(line);
    this.#recordCount += 1;
  }

  #tell(record: TraceRecord, line: string): void {
    if (!this.#clocks.forgets) this.#records.push(record);
    for (const listener of this.#listeners) listener(record, line);
  }
}
