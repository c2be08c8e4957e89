import { type EventRecord, isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { matches, NAMING_FIELDS } from '../checks/event-pattern.ts';
import { anchorsOf } from '../checks/expectation-watch.ts';
import type { NearEvent } from '../checks/explanation.ts';
import { eventsChecked } from '../patterns/names-checked.ts';
import { type EventPattern, type Expectation, isOfAnswer } from '../scenario.ts';

/** Events that often explain a failed check, whatever the check reads. */
export const CONTEXT_EVENTS: readonly string[] = [
  'bench.entry',
  'bench.refusal',
  'in.field',
  'true.rotor',
  'pump.mode',
];
/** Events by which a pump shows that it accepted an entry. */
export const ACCEPTANCE_EVENTS: readonly string[] = ['pump.mode', 'pump.bolus', 'pump.log'];
/** Bounds the memory in runs over years. Later events are counted but not kept. */
const KEPT_MAX = 200_000;

interface KeptEvent {
  readonly atUs: number;
  readonly record: EventRecord;
}

/** Events of a run that explanations may name: those that the checks read, and events of the context. */
export class EventMemory {
  readonly #names: ReadonlySet<string>;
  readonly #kept: KeptEvent[] = [];
  #missedUs: number | undefined;

  constructor(expectations: readonly Expectation[]) {
    const accepted = expectations.some(({ check }) => isOfAnswer(check)) ? ACCEPTANCE_EVENTS : [];
    this.#names = new Set([...CONTEXT_EVENTS, ...accepted, ...expectations.flatMap(eventNamesOf)]);
  }

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    if (!isEvent(record) || !this.#names.has(record.e)) return;
    if (this.#kept.length < KEPT_MAX) this.#kept.push({ atUs: record.t, record });
    else this.#missedUs ??= record.t;
  }

  /** Time from which events were no longer kept; undefined if all were kept. */
  get missedUs(): number | undefined {
    return this.#missedUs;
  }

  /** Returns the last `count` events with one of these names at or before a time, the oldest first. */
  before(names: ReadonlySet<string>, timeUs: number, count: number): readonly NearEvent[] {
    const found: NearEvent[] = [];
    for (let i = this.#countUntil(timeUs) - 1; i >= 0 && found.length < count; i -= 1) {
      const { record } = this.#kept[i] as KeptEvent;
      if (names.has(record.e)) found.unshift(nearEventOf(record));
    }
    return found;
  }

  /** Returns the first `count` events with one of these names after a time. */
  after(names: ReadonlySet<string>, timeUs: number, count: number): readonly NearEvent[] {
    const found: NearEvent[] = [];
    for (let i = this.#countUntil(timeUs); i < this.#kept.length && found.length < count; i += 1) {
      const { record } = this.#kept[i] as KeptEvent;
      if (names.has(record.e)) found.push(nearEventOf(record));
    }
    return found;
  }

  /** Returns the time of the first event from `fromUs` on that matches a pattern. */
  firstUs(pattern: EventPattern, fromUs: number): number | undefined {
    return this.#kept.find(({ atUs, record }) => atUs >= fromUs && matches(record, pattern))?.atUs;
  }

  /** Returns the events of one name in a span of time. */
  named(event: string, fromUs: number, toUs: number): readonly NearEvent[] {
    return this.#kept
      .filter(({ atUs, record }) => record.e === event && atUs >= fromUs && atUs <= toUs)
      .map(({ record }) => nearEventOf(record));
  }

  #countUntil(timeUs: number): number {
    let low = 0;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kept[middle] as KeptEvent).atUs <= timeUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Returns the names of the events that an expectation and its scope read. */
export function eventNamesOf({ check, scope }: Expectation): readonly string[] {
  const read = eventsChecked(check).map(({ event }) => event);
  if (scope.kind !== 'after' && scope.kind !== 'at') return read;
  const unless = scope.kind === 'after' && scope.unless !== undefined ? [scope.unless] : [];
  return [...read, ...[...anchorsOf(scope), ...unless].map(({ event }) => event)];
}

const PLAIN_FIELDS_MAX = 2;

/**
 * Returns an event in the words of a scenario: with the texts of its naming fields, otherwise with its first numbers.
 */
function nearEventOf(record: EventRecord): NearEvent {
  const texts = NAMING_FIELDS.flatMap((field) => {
    const value = record[field];
    return typeof value === 'string' ? [value] : [];
  });
  const shown = texts.length > 0 ? ` "${texts.join(', ')}"` : numbersOf(record);
  return { atUs: record.t, text: `${record.e}${shown}` };
}

function numbersOf(record: EventRecord): string {
  const numbers = Object.entries(record).filter(
    ([key, value]) => key !== 't' && key !== 'b' && typeof value === 'number',
  );
  const shown = numbers
    .slice(0, PLAIN_FIELDS_MAX)
    .map(([key, value]) => `${key} ${Number((value as number).toPrecision(4))}`);
  return shown.length === 0 ? '' : ` (${shown.join(', ')})`;
}
