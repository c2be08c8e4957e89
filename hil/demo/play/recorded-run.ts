import type { Product } from '../../../firmware-sim/products/product.ts';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { type PumpView, pumpViewOf } from '../../viewer/pump/pump-view.ts';
import type { PlainWords } from '../plain-words.ts';
import { productWords } from '../product-words.ts';
import { heard, type RunState, stateAtStart } from '../run-state.ts';

/** A record of a run that has words, and its place among all records. */
export interface ShownEvent {
  readonly words: PlainWords;
  readonly recordIndex: number;
}

/** A whole run to play back: its records, and its events in words. */
export class RecordedRun {
  readonly pump: PumpView;
  readonly events: readonly ShownEvent[];
  /** Pump time at the end of the run. */
  readonly endUs: number;
  readonly #records: readonly TraceRecord[];
  /** State after the first `count` records. It was asked for last, so the next one is often computed from it. */
  #latest: { readonly count: number; readonly state: RunState } = { count: 0, state: stateAtStart };

  constructor(product: Product, records: readonly TraceRecord[], endUs: number) {
    this.pump = pumpViewOf(product);
    this.endUs = endUs;
    this.#records = records;
    // The pump powers up before the run begins.
    const begin = records.findIndex((record) => isEvent(record) && record.e === 'bench.begin');
    this.events = records.flatMap((record, recordIndex) => {
      const words = productWords(record, this.pump.drive);
      return words === undefined || recordIndex < begin ? [] : [{ words, recordIndex }];
    });
  }

  /** Returns the state at a pump time after the first `passed` events. */
  stateAt(pumpUs: number, passed: number): RunState {
    const bound = this.events[passed]?.recordIndex ?? this.#records.length;
    const isEarlier = this.#latest.count > bound || (this.#records[this.#latest.count - 1]?.t ?? 0) > pumpUs;
    let { count, state } = isEarlier ? { count: 0, state: stateAtStart } : this.#latest;
    for (; count < bound; count += 1) {
      const record = this.#records[count] as TraceRecord;
      if (record.t > pumpUs) break;
      state = heard(state, record);
    }
    this.#latest = { count, state };
    return state;
  }
}
