import { LineDigest } from './digest.ts';
import type { EventFields, TraceRecord } from './record.ts';
import { fingerprinted, type Namespace, namespaceOf, type SignalDeclaration } from './signal.ts';

/** A run that writes more is not a run that anybody judges: it throws. */
const RECORDS_MAX = 4_000_000;

export interface TraceClocks {
  readonly pumpUs: () => number;
  /** Board time, where a rig has one. */
  readonly boardUs: () => number;
  /** Keep nothing: for a pump that lives as long as somebody serves it. Listeners and hashes get all records all the same. */
  readonly forgets?: boolean;
}

/**
 * The only output of a run. Records of `in`, `true` and `pump` make the fingerprint, those of `rig`, `wire` and `bench`
 * a second hash and carry board time as well.
 */
export class Trace {
  readonly #clocks: TraceClocks;
  readonly #kinds = new Map<string, SignalDeclaration['kind']>();
  readonly #declared: SignalDeclaration[] = [];
  readonly #pumpDigest = new LineDigest();
  readonly #rigDigest = new LineDigest();
  readonly #records: TraceRecord[] = [];
  readonly #listeners: ((record: TraceRecord, line: string) => void)[] = [];

  constructor(clocks: TraceClocks) {
    this.#clocks = clocks;
  }

  declare(signals: readonly SignalDeclaration[]): void {
    for (const signal of signals) {
      if (this.#kinds.has(signal.name)) throw new Error(`trace: ${signal.name} is declared twice`);
      this.#kinds.set(signal.name, signal.kind);
      this.#declared.push(signal);
    }
  }

  get signals(): readonly SignalDeclaration[] {
    return this.#declared;
  }

  get records(): readonly TraceRecord[] {
    return this.#records;
  }

  /** Calls back with each record and its line of JSON, from now on. */
  listen(listener: (record: TraceRecord, line: string) => void): void {
    this.#listeners.push(listener);
  }

  step(name: string, value: number | string): void {
    this.#expect(name, 'step');
    if (typeof value === 'number') this.#expectFinite(name, value);
    this.#write(name, { ...this.#moment(name), s: name, v: value });
  }

  line(name: string, value: number, perSecond: number): void {
    this.#expect(name, 'line');
    this.#expectFinite(name, value);
    this.#expectFinite(name, perSecond);
    this.#write(name, { ...this.#moment(name), s: name, v: value, r: perSecond });
  }

  event(name: string, fields: EventFields = {}): void {
    this.#expect(name, 'event');
    this.#write(name, { ...this.#moment(name), e: name, ...fields });
  }

  /** Hash of everything that the pump lived through; equal for the same scenario and seed on every virtual-time rig. */
  fingerprint(): string {
    return this.#pumpDigest.hex();
  }

  /** Hash of what the rig, the wire and the bench did. */
  rigHash(): string {
    return this.#rigDigest.hex();
  }

  #moment(name: string): { readonly t: number; readonly b?: number } {
    const pumpUs = this.#clocks.pumpUs();
    return isFingerprinted(namespaceOf(name)) ? { t: pumpUs } : { t: pumpUs, b: this.#clocks.boardUs() };
  }

  #expect(name: string, kind: SignalDeclaration['kind']): void {
    const declared = this.#kinds.get(name);
    if (declared !== kind) throw new Error(`trace: ${name} is declared as ${declared ?? 'nothing'}, not as ${kind}`);
  }

  /** JSON would write it as null, and nobody would see where it came from. */
  #expectFinite(name: string, value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`trace: ${name} is ${value}`);
  }

  #write(name: string, record: TraceRecord): void {
    if (this.#records.length >= RECORDS_MAX) throw new Error(`trace: more than ${RECORDS_MAX} records`);
    const line = JSON.stringify(record);
    (isFingerprinted(namespaceOf(name)) ? this.#pumpDigest : this.#rigDigest).add(line);
    if (!this.#clocks.forgets) this.#records.push(record);
    for (const listener of this.#listeners) listener(record, line);
  }
}

function isFingerprinted(namespace: Namespace): boolean {
  return fingerprinted.includes(namespace);
}
