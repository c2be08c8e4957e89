import type { EventRecord, TraceRecord } from '../../firmware-sim/trace/record.ts';

type ValueRecord = Exclude<TraceRecord, EventRecord>;

/** Numbers of one record: t, v, r, to, tauUs. NaN where the record has no such field. */
const COLUMNS = 5;
const ROWS_AT_FIRST = 64;

/** Records of one signal as plain numbers: 40 bytes each, where an object takes three times as much. */
export class KeptSignal {
  readonly #name: string;
  #numbers = new Float64Array(COLUMNS * ROWS_AT_FIRST);
  #count = 0;
  /** Values that are texts, by the index of their record. */
  readonly #texts = new Map<number, string>();

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes in the next record of the signal. */
  add(record: ValueRecord): void {
    if (COLUMNS * this.#count === this.#numbers.length) this.#grow();
    const at = COLUMNS * this.#count;
    const { t, v } = record;
    if (typeof v === 'string') this.#texts.set(this.#count, v);
    this.#numbers[at] = t;
    this.#numbers[at + 1] = typeof v === 'string' ? Number.NaN : v;
    this.#numbers[at + 2] = 'r' in record ? record.r : Number.NaN;
    this.#numbers[at + 3] = 'to' in record ? record.to : Number.NaN;
    this.#numbers[at + 4] = 'to' in record ? record.tauUs : Number.NaN;
    this.#count += 1;
  }

  /** Adds the records to a list, built anew at each call and without board time. */
  addTo(list: TraceRecord[]): void {
    for (let index = 0; index < this.#count; index += 1) list.push(this.#record(index));
  }

  #record(index: number): TraceRecord {
    const s = this.#name;
    const at = COLUMNS * index;
    const t = this.#numbers[at] as number;
    const v = this.#numbers[at + 1] as number;
    const r = this.#numbers[at + 2] as number;
    const to = this.#numbers[at + 3] as number;
    if (!Number.isNaN(r)) return { t, s, v, r };
    if (!Number.isNaN(to)) return { t, s, v, to, tauUs: this.#numbers[at + 4] as number };
    return { t, s, v: this.#texts.get(index) ?? v };
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}
