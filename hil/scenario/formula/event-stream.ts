import type { EventRecord } from '../../../firmware-sim/trace/record.ts';
import { knownUpTo } from './comparison-stream.ts';
import { pointAt } from './instant.ts';
import { RunBuilder } from './run-builder.ts';
import type { StateDeclaration } from './run-facts.ts';
import type { TruthOverTime } from './truth.ts';

/** Keeps the times of one kind of event. */
export class EventStream {
  readonly #timesUs: number[];

  /** `knownUs` holds times that are known without a record. */
  constructor(knownUs: readonly number[] = []) {
    this.#timesUs = [...knownUs];
  }

  hear(record: EventRecord): void {
    this.#timesUs.push(record.t);
  }

  /** Times of all events, in order. Simultaneous events are listed separately. */
  get timesUs(): readonly number[] {
    return this.#timesUs;
  }

  truthUpTo(endUs: number): TruthOverTime {
    const builder = new RunBuilder();
    for (const timeUs of this.#timesUs) {
      builder.set(pointAt(timeUs), true);
      builder.set(pointAt(timeUs) + 1, false);
    }
    return knownUpTo(pointAt(endUs), builder, builder);
  }
}

/** Follows one word of a state from event to event. */
export class StateStream {
  readonly #declared: StateDeclaration;
  readonly #of: string | undefined;
  readonly #word: string;
  /** Present words by key, for states that have left their initial word. */
  readonly #words = new Map<string, string>();
  readonly #builder = new RunBuilder();

  constructor(declared: StateDeclaration, of: string | undefined, word: string) {
    this.#declared = declared;
    this.#of = of;
    this.#word = word;
    this.#builder.set(0, word === declared.initial);
  }

  hear(record: EventRecord): void {
    const { field, initial, keyField, groupFields = [] } = this.#declared;
    const word = record[field];
    // An event without the field does not change the state.
    if (typeof word !== 'string') return;
    const keyFields = keyField === undefined ? [] : [keyField, ...groupFields];
    if (this.#of !== undefined && !keyFields.some((one) => record[one] === this.#of)) return;
    const key = keyField === undefined ? '' : String(record[keyField]);
    if (word === initial) this.#words.delete(key);
    else this.#words.set(key, word);
    this.#builder.set(pointAt(record.t), this.#holds());
  }

  /** A group of states has its initial word if all of them have it. It has another word if one of them has it. */
  #holds(): boolean {
    if (this.#word === this.#declared.initial) return this.#words.size === 0;
    for (const word of this.#words.values()) if (word === this.#word) return true;
    return false;
  }

  truthUpTo(endUs: number): TruthOverTime {
    return knownUpTo(pointAt(endUs), this.#builder, this.#builder);
  }
}
