import type { EventRecord, TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Pieces } from '../../viewer/lane-view.ts';
import { NumberColumn } from './number-column.ts';

/** Collects the pieces of one signal. Of several records at one time it keeps the last. */
export class PieceColumns {
  readonly #t = new NumberColumn();
  readonly #v = new NumberColumn();
  readonly #r = new NumberColumn();
  readonly #to = new NumberColumn();
  readonly #tau = new NumberColumn();
  #hasSlope = false;
  #hasCurve = false;

  get count(): number {
    return this.#t.length;
  }

  /** True if the signal stays at one value. */
  get isConstant(): boolean {
    return this.#t.length <= 1 && !this.#hasSlope && !this.#hasCurve;
  }

  /** Takes in a record of the signal; a text has no place on an axis of values. */
  hear(record: Exclude<TraceRecord, EventRecord>): void {
    if (typeof record.v !== 'number') return;
    const slope = 'r' in record ? record.r : 0;
    const [to, tau] = 'to' in record ? [record.to, record.tauUs] : [Number.NaN, Number.NaN];
    this.#hasSlope ||= slope !== 0;
    this.#hasCurve ||= 'to' in record;
    const columns = [this.#t, this.#v, this.#r, this.#to, this.#tau];
    const values = [record.t, record.v, slope, to, tau];
    const isSameTime = this.#t.length > 0 && this.#t.at(this.#t.length - 1) === record.t;
    for (const [index, column] of columns.entries()) {
      const value = values[index] as number;
      if (isSameTime) column.replaceLast(value);
      else column.push(value);
    }
  }

  get pieces(): Pieces {
    return {
      tUs: this.#t.values,
      v: this.#v.values,
      r: this.#hasSlope ? this.#r.values : null,
      to: this.#hasCurve ? this.#to.values : null,
      tauUs: this.#hasCurve ? this.#tau.values : null,
    };
  }
}
