import { type EventRecord, isEvent, type TraceRecord } from '../../../../firmware-sim/trace/record.ts';

type Piece = Exclude<TraceRecord, EventRecord>;

/** A trace indexed by signal and time. It is read at any time and never changes. */
export class RunTrace {
  readonly endUs: number;
  /** Events in the order of the trace. */
  readonly events: readonly EventRecord[];
  readonly #pieces: ReadonlyMap<string, readonly Piece[]>;
  readonly #byName: ReadonlyMap<string, readonly EventRecord[]>;

  constructor(records: readonly TraceRecord[], endUs: number) {
    this.events = records.filter((record) => isEvent(record));
    this.#byName = grouped(this.events, ({ e }) => e);
    this.#pieces = grouped(
      records.filter((record): record is Piece => !isEvent(record)),
      ({ s }) => s,
    );
    this.endUs = endUs;
  }

  has(signal: string): boolean {
    return this.#pieces.has(signal);
  }

  /** Value of a numeric signal at a time; undefined before its first record and for a text. */
  valueAt(signal: string, atUs: number): number | undefined {
    const piece = this.#pieceAt(signal, atUs);
    return piece === undefined || typeof piece.v === 'string' ? undefined : pieceValue(piece, atUs);
  }

  /** Slope of a signal per second at a time: 0 for a step. */
  slopeAt(signal: string, atUs: number): number {
    const piece = this.#pieceAt(signal, atUs);
    return piece !== undefined && 'r' in piece ? piece.r : 0;
  }

  /** Events with this name at or before a time. */
  eventsUntil(name: string, atUs: number): readonly EventRecord[] {
    const events = this.#byName.get(name) ?? [];
    return events.slice(0, countUntil(events, atUs));
  }

  /** Latest event with this name at or before a time. */
  lastEvent(name: string, atUs: number): EventRecord | undefined {
    const events = this.#byName.get(name) ?? [];
    return events[countUntil(events, atUs) - 1];
  }

  /** Number of events at or before a time. */
  eventCountAt(atUs: number): number {
    return countUntil(this.events, atUs);
  }

  #pieceAt(signal: string, atUs: number): Piece | undefined {
    const pieces = this.#pieces.get(signal);
    return pieces?.[countUntil(pieces, atUs) - 1];
  }
}

function grouped<T>(records: readonly T[], nameOf: (record: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(nameOf(record));
    if (group === undefined) groups.set(nameOf(record), [record]);
    else group.push(record);
  }
  return groups;
}

/** Number of records at or before a time, in records in the order of time. */
function countUntil(records: readonly { readonly t: number }[], atUs: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle]?.t ?? 0) <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pieceValue(piece: Piece, atUs: number): number {
  if ('r' in piece) return piece.v + (piece.r * (atUs - piece.t)) / 1e6;
  if ('tauUs' in piece) return piece.to + (piece.v - piece.to) * Math.exp(-(atUs - piece.t) / piece.tauUs);
  return Number(piece.v);
}
