import { LineDigest } from '../../firmware-sim/trace/digest.ts';
import { nameOf, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { fingerprinted, namespaceOf } from '../../firmware-sim/trace/signal.ts';
import { HilError } from '../base/hil-error.ts';
import { nativeHash } from '../base/native-hash.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { type KeptHeader, keptHeader } from './kept-header.ts';
import { KeptRecords } from './kept-record.ts';
import { LineReader } from './line-reader.ts';
import { edited, type TracePlace, traceProblem, valueText } from './trace-problem.ts';

/** End of a kept trace: its closing line with the hashes, or the place where it is cut. */
export interface TraceEnd {
  readonly fingerprint: string;
  readonly rigHash: string;
  /** Line of the last whole record if the closing line is missing; the hashes cannot be checked then. */
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
  readonly #evidence = new LineDigest(nativeHash());
  readonly #pumpDigest = new LineDigest(nativeHash());
  readonly #rigDigest = new LineDigest(nativeHash());
  #wholeLines = 1;
  #end: TraceEnd | undefined;

  /** Opens a trace and reads its header. Throws `HilError` (usage); the file is closed then. */
  constructor(path: string) {
    this.#path = path;
    this.#lines = new LineReader(path);
    try {
      this.header = this.#readHeader();
    } catch (error) {
      this.#lines.close();
      throw error;
    }
    const { signals } = this.header;
    this.#records = new KeptRecords(signals, () => this.place);
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

  /** Returns the next record; undefined at the end. Throws `HilError` (usage): TRACE_INVALID, TRACE_EDITED. */
  next(): TraceRecord | undefined {
    if (this.#end !== undefined) return undefined;
    const line = this.#lines.next();
    const parsed = line === undefined ? undefined : this.#parsed(line);
    if (line === undefined || parsed === undefined) return this.#ended({ cutAfterLine: this.#wholeLines });
    if (parsed.end === 'rollerloop trace') return this.#closed(parsed);
    const record = this.#records.record(parsed, line);
    this.#evidence.add(line);
    (this.#isPumps.get(nameOf(record)) === true ? this.#pumpDigest : this.#rigDigest).add(line);
    this.#wholeLines = this.#lines.number;
    return record;
  }

  close(): void {
    this.#lines.close();
  }

  #readHeader(): KeptHeader {
    const line = this.#lines.next();
    if (line === undefined) {
      const message = `The trace ${quotedPath(this.#path)} is empty; allowed: a trace that \`run --trace\` wrote.`;
      throw new HilError('TRACE_INVALID', 'usage', message);
    }
    if (!this.#lines.isWhole && isPartOfHeader(line))
      throw traceProblem(this.place, 'the end of the file within the header', 'a trace with its whole first line');
    const header = keptHeader(line, this.place);
    this.#evidence.add(line);
    return header;
  }

  /** Returns the object of a line; undefined for the last line of the file if it is cut. */
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
    this.#mustBe('the text above the last line', this.#evidence.hex(), evidenceHash, place);
    this.#mustBe('the text of all records of `in`, `true` and `pump`', this.#pumpDigest.hex(), fingerprint, place);
    this.#mustBe('the text of all records of `rig`, `wire` and `bench`', this.#rigDigest.hex(), rigHash, place);
    const more = this.#lines.next();
    if (more !== undefined) throw traceProblem(this.place, valueText(more), 'no line after the one with the hashes');
    return this.#ended({});
  }

  #mustBe(what: string, computed: string, written: unknown, place: TracePlace): void {
    if (computed !== written) throw edited(place, what, computed, written);
  }

  #ended(cut: Pick<TraceEnd, 'cutAfterLine'>): undefined {
    this.#end = { fingerprint: this.#pumpDigest.hex(), rigHash: this.#rigDigest.hex(), ...cut };
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
