import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { fingerprinted, namespaceOf, type SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { asciiText, NumberScanner } from './number-scanner.ts';
import type { BytesText } from './trace-source.ts';

/** Takes the numbers of records that no check follows during the run. */
export interface LineSink {
  /** Time in microseconds, value, slope per second. */
  addLine(t: number, v: number, r: number): void;
}

interface Known {
  readonly name: string;
  /** Bytes of the name, with the texts before and after it. */
  readonly bytes: Uint8Array;
  readonly isStep: boolean;
  isRead: boolean;
  sink: LineSink | undefined;
  /** Signal of the line that last followed a line of this one. Most lines come in the same order each time. */
  next: Known | undefined;
}

/** Digits of the longest time that is read. Such a time is below 2^53, so each step of the sum is exact. */
const TIME_DIGITS_MAX = 15;
const [QUOTE, ZERO, NINE, LINE_FEED] = [34, 48, 57, 10];
const TIME = bytesOf('{"t":');
const NAME = ',"s":"';
const VALUE = '","v":';
const SLOPE = bytesOf(',"r":');
const END = bytesOf('}\n');
/** Prime factor of the name hash, as in FNV-1a. */
const HASH_PRIME = 16_777_619;
/** A name that JSON writes without escapes. */
const PLAIN_NAME = /^[\w.]+$/;

/**
 * Reads a record of the pump that has the usual form: `{"t":1,"s":"true.rotorDeg","v":2,"r":3}`, or without `r`. Byte
 * by byte it makes the checks of JSON.parse and `KeptRecords`. It does not read lines of another form; they go to
 * JSON.parse.
 */
export class RecordScanner {
  readonly #known = new Map<number, Known>();
  readonly #numbers: NumberScanner;
  #timeUs = 0;
  #record: TraceRecord | undefined;
  #last: Known | undefined;

  constructor(signals: readonly SignalDeclaration[], ascii: BytesText = asciiText) {
    this.#numbers = new NumberScanner(ascii);
    for (const { name, kind } of signals) {
      if (kind === 'event' || !fingerprinted.includes(namespaceOf(name)) || !PLAIN_NAME.test(name)) continue;
      const hash = bytesOf(name).reduce(hashed, 0);
      const before = this.#known.get(hash);
      // If two names have the same hash, records of the second one go to JSON.parse.
      if (before !== undefined && before.name !== name) continue;
      const bytes = bytesOf(`${NAME}${name}${VALUE}`);
      this.#known.set(hash, { name, bytes, isStep: kind === 'step', isRead: true, sink: undefined, next: undefined });
    }
  }

  /**
   * Returns only the records of these signals. Other records are checked and left out. The numbers of signals with a
   * sink enter the sink, and their records are left out.
   */
  readOnly(names: ReadonlySet<string>, sinks: ReadonlyMap<string, LineSink> = new Map()): void {
    for (const known of this.#known.values()) {
      known.sink = sinks.get(known.name);
      known.isRead = names.has(known.name) || known.sink !== undefined;
    }
  }

  /** Time of the line that was scanned last. */
  get timeUs(): number {
    return this.#timeUs;
  }

  /** Record of the line that was scanned last; undefined if its signal is left out. */
  get record(): TraceRecord | undefined {
    return this.#record;
  }

  /** Scans the line at `from`. Returns the place after its line feed; -1 for a line of another form. */
  scan(bytes: Uint8Array, from: number): number {
    let at = after(TIME, bytes, from);
    at = at < 0 ? -1 : this.#time(bytes, at);
    if (at < 0) return -1;
    const guess = this.#last?.next;
    if (guess !== undefined) {
      const valueFrom = after(guess.bytes, bytes, at);
      if (valueFrom >= 0) {
        this.#last = guess;
        return this.#values(guess, bytes, valueFrom);
      }
    }
    const known = this.#knownAt(bytes, at);
    if (known === undefined) return -1;
    if (this.#last !== undefined) this.#last.next = known;
    this.#last = known;
    return this.#values(known, bytes, at + known.bytes.length);
  }

  /** Returns the signal whose name and the texts around it are at `from`. */
  #knownAt(bytes: Uint8Array, from: number): Known | undefined {
    let end = from + NAME.length;
    let hash = 0;
    // A name has neither a zero nor a line feed, so each of them ends the search.
    for (let byte = bytes[end] as number; byte !== QUOTE; byte = bytes[end] as number) {
      if (byte <= LINE_FEED || byte === undefined) return undefined;
      hash = hashed(hash, byte);
      end += 1;
    }
    const known = this.#known.get(hash);
    return known !== undefined && after(known.bytes, bytes, from) >= 0 ? known : undefined;
  }

  #values(known: Known, bytes: Uint8Array, from: number): number {
    const { isStep, isRead } = known;
    const numbers = this.#numbers;
    this.#record = undefined;
    let to = numbers.scan(bytes, from, isRead);
    if (to < 0) return -1;
    const v = numbers.value;
    if (!isStep) {
      to = after(SLOPE, bytes, to);
      to = to < 0 ? -1 : numbers.scan(bytes, to, isRead);
      if (to < 0) return -1;
    }
    const end = after(END, bytes, to);
    if (isRead && end >= 0) this.#take(known, v, isStep ? 0 : numbers.value);
    return end;
  }

  #take({ name, isStep, sink }: Known, v: number, r: number): void {
    const t = this.#timeUs;
    if (sink !== undefined) sink.addLine(t, v, r);
    else this.#record = isStep ? { t, s: name, v } : { t, s: name, v, r };
  }

  /** Reads a time in whole microseconds as JSON writes it. */
  #time(bytes: Uint8Array, from: number): number {
    let at = from;
    let timeUs = 0;
    for (let byte = bytes[at] as number; byte >= ZERO && byte <= NINE; byte = bytes[at] as number) {
      timeUs = timeUs * 10 + (byte - ZERO);
      at += 1;
    }
    const digits = at - from;
    if (digits === 0 || digits > TIME_DIGITS_MAX || (digits > 1 && bytes[from] === ZERO)) return -1;
    this.#timeUs = timeUs;
    return at;
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Returns the place after an expected text; -1 if the bytes differ. */
function after(expected: Uint8Array, bytes: Uint8Array, from: number): number {
  for (let i = 0; i < expected.length; i += 1) if (bytes[from + i] !== expected[i]) return -1;
  return from + expected.length;
}

function hashed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, HASH_PRIME);
}
