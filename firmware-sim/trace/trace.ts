import { LineDigest, portableHash, type TextHash } from './digest.ts';
import type { EventFields, TraceRecord } from './record.ts';
import { fingerprinted, namespaceOf, type SignalDeclaration } from './signal.ts';

/** Limit of records. It bounds the memory of a run. */
const RECORDS_MAX = 4_000_000;
const SLOPES_KEPT_MAX = 1024;

/** Thrown when a run writes more records than a trace keeps. */
export class TraceFull extends Error {}

export interface TraceClocks {
  readonly pumpUs: () => number;
  /** Board time of the rig; 0 without one. */
  readonly boardUs: () => number;
  /** True to keep no records, for a pump that is served without end. Listeners and hashes still receive all records. */
  readonly forgets?: boolean;
  /** Default: the portable hash. */
  readonly newHash?: () => TextHash;
}

interface KnownSignal {
  readonly kind: SignalDeclaration['kind'];
  /**
   * True if the signal is in the pump's namespaces. Its records then have no board time and are part of the
   * fingerprint.
   */
  readonly isPumps: boolean;
  readonly digest: LineDigest;
  /** Text of a record from `,"s":` to the value. Events do not use it. */
  readonly named: string;
}

/**
 * Trace of a run, its only output. Records of `in`, `true` and `pump` make the fingerprint. Records of `rig`, `wire`
 * and `bench` make a second hash, and also carry board time.
 */
export class Trace {
  readonly #clocks: TraceClocks;
  readonly #known = new Map<string, KnownSignal>();
  readonly #declared: SignalDeclaration[] = [];
  readonly #pumpDigest: LineDigest;
  readonly #rigDigest: LineDigest;
  readonly #records: TraceRecord[] = [];
  /** Throws the error once, because closing the rig writes a few more records. */
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

  /** Notes that this run cannot know a declared signal. `why` is a clause for the verdicts of checks that read it. */
  hasNoSource(name: string, why: string): void {
    this.#amend((signal) => signal.name === name, { noSource: why });
  }

  /** Notes that records of the pump's belief come late in this run, by at most this time. */
  comesLate(lateUsMax: number): void {
    this.#amend(({ name }) => namespaceOf(name) === 'pump', { lateUsMax });
  }

  #amend(isMeant: (signal: SignalDeclaration) => boolean, facts: Partial<SignalDeclaration>): void {
    for (const [index, signal] of this.#declared.entries())
      if (isMeant(signal)) this.#declared[index] = { ...signal, ...facts };
  }

  get signals(): readonly SignalDeclaration[] {
    return this.#declared;
  }

  get records(): readonly TraceRecord[] {
    return this.#records;
  }

  /** Number of records written so far, whether kept or not. */
  get recordCount(): number {
    return this.#recordCount;
  }

  /** Calls `listener` with each further record and its line of JSON. */
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

  /** Writes a value that approaches `to`. After `tauUs` it has covered 1 - 1/e of the way. */
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

  /** Returns the hash of the pump's records. It is equal for equal scenario and seed on every rig in virtual time. */
  fingerprint(): string {
    return this.#pumpDigest.hex();
  }

  /** Returns the hash of the records of rig, wire and bench. */
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

  /**
   * Returns the time as text. It is cached: a dozen records share a moment, and formatting a large number is the
   * costliest part of a line.
   */
  #timeText({ isPumps }: KnownSignal): string {
    const { pumpUs, boardUs } = this.#clocks;
    const nowUs = pumpUs();
    if (nowUs !== this.#textUs) {
      this.#textUs = nowUs;
      this.#text = JSON.stringify(nowUs);
    }
    return isPumps ? this.#text : `${this.#text},"b":${boardUs()}`;
  }

  /**
   * Returns the slope as text. It is cached: a schedule has few flows, and they repeat daily. `join` gives a flat text,
   * which is cheap to copy.
   */
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

  /** Throws for NaN and infinities, because JSON would silently write them as null. */
  #expectFinite(name: string, value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`trace: ${name} is ${value}, not a finite number`);
  }

  /**
   * Hashes and counts a line. Callers build lines by concatenation: `JSON.stringify` of so small an object takes twice as long
   * for the same text. They still use it for single values: numbers in a template enter the engine's cache of number texts,
   * and each garbage collection copies that.
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
