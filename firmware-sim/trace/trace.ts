import { LineDigest } from './digest.ts';
import type { EventFields, TraceRecord } from './record.ts';
import { fingerprinted, namespaceOf, type SignalDeclaration } from './signal.ts';

/** A run that writes more is not a run that anybody judges: it throws. */
const RECORDS_MAX = 4_000_000;

export interface TraceClocks {
  readonly pumpUs: () => number;
  /** Board time, where a rig has one. */
  readonly boardUs: () => number;
}

/** What a record needs of its signal's declaration. */
interface Known {
  readonly kind: SignalDeclaration['kind'];
  readonly isFingerprinted: boolean;
}

/**
 * The only output of a run. Records of `in`, `true` and `pump` make the fingerprint, those of `rig`, `wire` and `bench`
 * a second hash and carry board time as well.
 */
export class Trace {
  readonly #clocks: TraceClocks;
  readonly #known = new Map<string, Known>();
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
      const { name, kind } = signal;
      if (this.#known.has(name)) throw new Error(`trace: ${name} is declared twice`);
      this.#known.set(name, { kind, isFingerprinted: fingerprinted.includes(namespaceOf(name)) });
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
    const known = this.#expect(name, 'step');
    if (typeof value === 'number') this.#expectFinite(name, value);
    this.#write(known, Object.assign(this.#moment(known), { s: name, v: value }));
  }

  line(name: string, value: number, perSecond: number): void {
    const known = this.#expect(name, 'line');
    this.#expectFinite(name, value);
    this.#expectFinite(name, perSecond);
    this.#write(known, Object.assign(this.#moment(known), { s: name, v: value, r: perSecond }));
  }

  event(name: string, fields: EventFields = {}): void {
    const known = this.#expect(name, 'event');
    this.#write(known, Object.assign(this.#moment(known), { e: name }, fields));
  }

  /** Hash of everything that the pump lived through; equal for the same scenario and seed on every virtual-time rig. */
  fingerprint(): string {
    return this.#pumpDigest.hex();
  }

  /** Hash of what the rig, the wire and the bench did. */
  rigHash(): string {
    return this.#rigDigest.hex();
  }

  #moment({ isFingerprinted }: Known): { readonly t: number; readonly b?: number } {
    const t = this.#clocks.pumpUs();
    return isFingerprinted ? { t } : { t, b: this.#clocks.boardUs() };
  }

  #expect(name: string, kind: SignalDeclaration['kind']): Known {
    const known = this.#known.get(name);
    if (known?.kind !== kind)
      throw new Error(`trace: ${name} is declared as ${known?.kind ?? 'nothing'}, not as ${kind}`);
    return known;
  }

  /** JSON would write it as null, and nobody would see where it came from. */
  #expectFinite(name: string, value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`trace: ${name} is ${value}`);
  }

  #write({ isFingerprinted }: Known, record: TraceRecord): void {
    if (this.#records.length >= RECORDS_MAX) throw new Error(`trace: more than ${RECORDS_MAX} records`);
    const line = JSON.stringify(record);
    (isFingerprinted ? this.#pumpDigest : this.#rigDigest).add(line);
    this.#records.push(record);
    for (const listener of this.#listeners) listener(record, line);
  }
}
