import { LineDigest } from './digest.ts';
import type { EventFields, TraceRecord } from './record.ts';
import { fingerprinted, namespaceOf, type SignalDeclaration } from './signal.ts';

/** A run that writes more is not a run that anybody judges: it throws. */
const RECORDS_MAX = 4_000_000;

export interface TraceClocks {
  readonly pumpUs: () => number;
  /** Board time, where a rig has one. */
  readonly boardUs: () => number;
  /** Keep nothing: for a pump that lives as long as somebody serves it. Listeners and hashes get all records all the same. */
  readonly forgets?: boolean;
}

interface KnownSignal {
  readonly kind: SignalDeclaration['kind'];
  /** Of the pump's namespaces: hashed into the fingerprint, and without board time. */
  readonly isPumps: boolean;
  readonly digest: LineDigest;
}

/**
 * The only output of a run. Records of `in`, `true` and `pump` make the fingerprint, those of `rig`, `wire` and `bench`
 * a second hash and carry board time as well.
 */
export class Trace {
  readonly #clocks: TraceClocks;
  readonly #known = new Map<string, KnownSignal>();
  readonly #declared: SignalDeclaration[] = [];
  readonly #pumpDigest = new LineDigest();
  readonly #rigDigest = new LineDigest();
  readonly #records: TraceRecord[] = [];
  #recordCount = 0;
  readonly #listeners: ((record: TraceRecord, line: string) => void)[] = [];

  constructor(clocks: TraceClocks) {
    this.#clocks = clocks;
  }

  declare(signals: readonly SignalDeclaration[]): void {
    for (const signal of signals) {
      const { name, kind } = signal;
      if (this.#known.has(name)) throw new Error(`trace: ${name} is declared twice`);
      const isPumps = fingerprinted.includes(namespaceOf(name));
      this.#known.set(name, { kind, isPumps, digest: isPumps ? this.#pumpDigest : this.#rigDigest });
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
    const signal = this.#signal(name, ['step']);
    if (typeof value === 'number') this.#expectFinite(name, value);
    const t = this.#clocks.pumpUs();
    this.#write(
      signal,
      signal.isPumps ? { t, s: name, v: value } : { t, b: this.#clocks.boardUs(), s: name, v: value },
    );
  }

  line(name: string, value: number, perSecond: number): void {
    const signal = this.#signal(name, ['line', 'curve']);
    this.#expectFinite(name, value);
    this.#expectFinite(name, perSecond);
    const t = this.#clocks.pumpUs();
    const line = { s: name, v: value, r: perSecond };
    this.#write(signal, signal.isPumps ? { t, ...line } : { t, b: this.#clocks.boardUs(), ...line });
  }

  /** On its way to `to`, of which 1 - 1/e is made in `tauUs`. */
  exponential(name: string, value: number, to: number, tauUs: number): void {
    const signal = this.#signal(name, ['curve']);
    for (const number of [value, to, tauUs]) this.#expectFinite(name, number);
    const t = this.#clocks.pumpUs();
    const curve = { s: name, v: value, to, tauUs };
    this.#write(signal, signal.isPumps ? { t, ...curve } : { t, b: this.#clocks.boardUs(), ...curve });
  }

  event(name: string, fields: EventFields = {}): void {
    const signal = this.#signal(name, ['event']);
    const t = this.#clocks.pumpUs();
    this.#write(
      signal,
      signal.isPumps ? { t, e: name, ...fields } : { t, b: this.#clocks.boardUs(), e: name, ...fields },
    );
  }

  /** Hash of everything that the pump lived through; equal for the same scenario and seed on every virtual-time rig. */
  fingerprint(): string {
    return this.#pumpDigest.hex();
  }

  /** Hash of what the rig, the wire and the bench did. */
  rigHash(): string {
    return this.#rigDigest.hex();
  }

  #signal(name: string, kinds: readonly SignalDeclaration['kind'][]): KnownSignal {
    const signal = this.#known.get(name);
    if (signal !== undefined && kinds.includes(signal.kind)) return signal;
    throw new Error(`trace: ${name} is declared as ${signal?.kind ?? 'nothing'}, not as ${kinds.join(' or ')}`);
  }

  /** JSON would write it as null, and nobody would see where it came from. */
  #expectFinite(name: string, value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`trace: ${name} is ${value}`);
  }

  #write(signal: KnownSignal, record: TraceRecord): void {
    if (this.#records.length >= RECORDS_MAX) throw new Error(`trace: more than ${RECORDS_MAX} records`);
    const line = JSON.stringify(record);
    signal.digest.add(line);
    this.#recordCount += 1;
    if (!this.#clocks.forgets) this.#records.push(record);
    for (const listener of this.#listeners) listener(record, line);
  }
}
