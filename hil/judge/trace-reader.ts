import { nameOf, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { fingerprinted, namespaceOf } from '../../firmware-sim/trace/signal.ts';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { type KeptHeader, keptHeader } from './kept-header.ts';
import { KeptRecords } from './kept-record.ts';
import { LineReader } from './line-reader.ts';
import { type LineSink, RecordScanner } from './record-scanner.ts';
import { TraceHashes } from './trace-hashes.ts';
import { edited, type TracePlace, traceProblem, valueText } from './trace-problem.ts';
import type { TraceSource } from './trace-source.ts';

/** End of a kept trace: its closing line with the hashes, or the place where it is cut. */
export interface TraceEnd {
  readonly fingerprint: string;
  readonly rigHash: string;
  /** Number of the last whole line. Set if the closing line is missing, and then the hashes cannot be checked. */
  readonly cutAfterLine?: number;
}

const HEADER_BEGINS = '{"trace":"rollerloop"';

/**
 * Reads a kept trace line by line and checks it: version, declared records, order of time, and at the end the hashes. A
 * trace without its closing line is read up to the cut.
 */
export class TraceReader {
  readonly header: KeptHeader;
  readonly #path: string;
  readonly #lines: LineReader;
  readonly #records: KeptRecords;
  readonly #isPumps: ReadonlyMap<string, boolean>;
  readonly #scanner: RecordScanner;
  readonly #hashes: TraceHashes;
  readonly #digestOf: TraceSource['digestOf'];
  #wholeLines = 1;
  #end: TraceEnd | undefined;

  /** Opens a trace and reads its header. Throws `HilError` (usage) after it has closed the source. */
  constructor(source: TraceSource) {
    this.#path = source.path;
    this.#digestOf = source.digestOf;
    this.#lines = new LineReader(source);
    this.#hashes = new TraceHashes(() => source.newDigest());
    try {
      this.header = this.#readHeader();
    } catch (error) {
      this.#lines.close();
      throw error;
    }
    const { signals } = this.header;
    this.#records = new KeptRecords(signals, () => this.place);
    this.#scanner = new RecordScanner(signals, source.ascii);
    this.#isPumps = new Map(signals.map(({ name }) => [name, fingerprinted.includes(namespaceOf(name))]));
  }

  /** End of the trace; undefined until `next` has returned undefined. */
  get end(): TraceEnd | undefined {
    return this.#end;
  }

  /** Place of the last line read. */
  get place(): TracePlace {
    return { path: this.#path, line: this.#lines.number };
  }

  /** Pump time of the last record, including records that `readOnly` leaves out. */
  get lastUs(): number {
    return this.#records.lastUs;
  }

  /**
   * Returns only records of these signals of the pump. Other records are checked and hashed, but left out. The usual
   * records of a signal with a sink enter the sink in place of being returned.
   */
  readOnly(names: ReadonlySet<string>, sinks?: ReadonlyMap<string, LineSink>): void {
    this.#scanner.readOnly(names, sinks);
  }

  /** Returns the next record; undefined at the end. Throws `HilError` (usage): TRACE_INVALID, TRACE_EDITED. */
  next(): TraceRecord | undefined {
    const lines = this.#lines;
    while (this.#end === undefined) {
      const { bytes, from } = lines;
      const to = this.#scanner.scan(bytes, from);
      if (to < 0) return this.#parsedRecord();
      lines.take(to);
      this.#records.hearTime(this.#scanner.timeUs);
      this.#hashes.addRecord(bytes, from, to, true);
      this.#wholeLines = lines.number;
      const { record } = this.#scanner;
      if (record !== undefined) return record;
    }
    return undefined;
  }

  close(): void {
    this.#lines.close();
  }

  /** Reads a line that the scanner does not read, by JSON.parse. Returns its record; undefined at the end. */
  #parsedRecord(): TraceRecord | undefined {
    const lines = this.#lines;
    if (!lines.isBuffered) this.#hashes.settle();
    const line = lines.next();
    const parsed = line === undefined ? undefined : this.#parsed(line);
    if (line === undefined || parsed === undefined) return this.#ended({ cutAfterLine: this.#wholeLines });
    if (parsed.end === 'rollerloop trace') return this.#closed(parsed);
    const record = this.#records.record(parsed, line);
    this.#hashes.addRecord(lines.bytes, lines.lineFrom, lines.from, this.#isPumps.get(nameOf(record)) === true);
    if (!lines.isWhole) this.#hashes.endLine();
    this.#wholeLines = lines.number;
    return record;
  }

  #readHeader(): KeptHeader {
    const line = this.#lines.next();
    if (line === undefined) {
      const message = `The trace ${quotedPath(this.#path)} is empty; allowed: a trace that \`run --trace\` wrote.`;
      throw new HilError('TRACE_INVALID', 'usage', message);
    }
    if (!this.#lines.isWhole && isPartOfHeader(line))
      throw traceProblem(this.place, 'the end of the file within the header', 'a trace with its whole first line');
    const header = keptHeader(line, this.place, this.#digestOf);
    this.#hashes.addHeader(this.#lines.bytes, this.#lines.lineFrom, this.#lines.from);
    return header;
  }

  /** Returns the object in a line; undefined if the line is the last one and is cut. */
  #parsed(line: string): Readonly<Record<string, unknown>> | undefined {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
    } catch {
      if (!this.#lines.isWhole) return undefined;
    }
    throw traceProblem(this.place, valueText(line), 'a record, which is one JSON object on a line');
  }

  #closed({ evidenceHash, fingerprint, rigHash }: Readonly<Record<string, unknown>>): undefined {
    const { place } = this;
    const found = this.#hashes.texts;
    this.#mustBe('the text above the last line', found.evidenceHash, evidenceHash, place);
    this.#mustBe('the text of all records of `in`, `true` and `pump`', found.fingerprint, fingerprint, place);
    this.#mustBe('the text of all records of `rig`, `wire` and `bench`', found.rigHash, rigHash, place);
    const more = this.#lines.next();
    if (more !== undefined) throw traceProblem(this.place, valueText(more), 'no line after the one with the hashes');
    return this.#ended({});
  }

  #mustBe(what: string, computed: string, written: unknown, place: TracePlace): void {
    if (computed !== written) throw edited(place, what, computed, written);
  }

  #ended(cut: Pick<TraceEnd, 'cutAfterLine'>): undefined {
    const { fingerprint, rigHash } = this.#hashes.texts;
    this.#end = { fingerprint, rigHash, ...cut };
    return undefined;
  }
}

function isPartOfHeader(line: string): boolean {
  if (HEADER_BEGINS.startsWith(line)) return true;
  if (!line.startsWith(HEADER_BEGINS)) return false;
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}
