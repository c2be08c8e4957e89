import type { EventView } from '../event-view.ts';
import type { RunView } from '../run-view.ts';

const BYTES_PER_NUMBER = 8;
const HEAD_BYTES = 4;

/** A column of numbers in the JSON part: its place among all numbers. */
interface ColumnPlace {
  readonly column: readonly [from: number, count: number];
}

/** Events as columns: a run over years repeats few texts. */
interface PackedEvents {
  readonly tUs: Float64Array;
  /** Index of each event in `kinds`. */
  readonly kind: Float64Array;
  readonly kinds: readonly Omit<EventView, 'atUs'>[];
}

/**
 * Returns a run as bytes that compress well: JSON, and behind it all columns of numbers with their bytes shuffled, the first
 * byte of each number before the second of each.
 */
export function packedRun(run: RunView): Uint8Array<ArrayBuffer> {
  const columns: Float64Array[] = [];
  let count = 0;
  const json = JSON.stringify({ ...run, events: packedEvents(run.events) }, (_key, value: unknown) => {
    if (!(value instanceof Float64Array)) return value;
    columns.push(value);
    count += value.length;
    return { column: [count - value.length, value.length] } satisfies ColumnPlace;
  });
  const text = new TextEncoder().encode(json);
  const bytes = new Uint8Array(HEAD_BYTES + text.length + BYTES_PER_NUMBER * count);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, HEAD_BYTES);
  let at = HEAD_BYTES + text.length;
  for (const column of columns) {
    shuffle(column, bytes, at);
    at += BYTES_PER_NUMBER * column.length;
  }
  return bytes;
}

/** Returns the run in bytes that `packedRun` made. */
export function unpackedRun(bytes: Uint8Array<ArrayBuffer>): RunView {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length));
  const first = HEAD_BYTES + length;
  const packed = JSON.parse(text, (_key, value: unknown) => {
    if (!isColumnPlace(value)) return value;
    const [from, count] = value.column;
    return unshuffled(bytes, first + BYTES_PER_NUMBER * from, count);
  }) as Omit<RunView, 'events'> & { readonly events: PackedEvents };
  return { ...packed, events: unpackedEvents(packed.events) };
}

function isColumnPlace(value: unknown): value is ColumnPlace {
  return typeof value === 'object' && value !== null && 'column' in value && Array.isArray(value.column);
}

function packedEvents(events: readonly EventView[]): PackedEvents {
  const indexes = new Map<string, number>();
  const kinds: Omit<EventView, 'atUs'>[] = [];
  const kind = Float64Array.from(events, ({ atUs: _atUs, ...rest }) => {
    const key = `${rest.name} ${rest.text}`;
    const known = indexes.get(key);
    if (known !== undefined) return known;
    indexes.set(key, kinds.length);
    return kinds.push(rest) - 1;
  });
  return { tUs: Float64Array.from(events, ({ atUs }) => atUs), kind, kinds };
}

function unpackedEvents({ tUs, kind, kinds }: PackedEvents): readonly EventView[] {
  return Array.from(tUs, (atUs, index) => ({ ...(kinds[kind[index] as number] as Omit<EventView, 'atUs'>), atUs }));
}

function shuffle(column: Float64Array, bytes: Uint8Array, at: number): void {
  const { length } = column;
  const own = new Uint8Array(column.buffer, column.byteOffset, BYTES_PER_NUMBER * length);
  for (let byte = 0; byte < BYTES_PER_NUMBER; byte += 1) {
    const to = at + byte * length;
    for (let index = 0; index < length; index += 1) bytes[to + index] = own[BYTES_PER_NUMBER * index + byte] as number;
  }
}

function unshuffled(bytes: Uint8Array, at: number, length: number): Float64Array {
  const own = new Uint8Array(BYTES_PER_NUMBER * length);
  for (let byte = 0; byte < BYTES_PER_NUMBER; byte += 1) {
    const from = at + byte * length;
    for (let index = 0; index < length; index += 1)
      own[BYTES_PER_NUMBER * index + byte] = bytes[from + index] as number;
  }
  return new Float64Array(own.buffer);
}
