import { bytesOf, EVENT, REPLY, REQUEST, SPACE } from '../tables/ascii.ts';
import { Cursor, Row } from '../tables/row.ts';
import { tableHash } from '../tables/table-hash.ts';
import type {
  ArgsOf,
  EventOf,
  Field,
  FieldsOf,
  ReplyOf,
  ReportOf,
  Values,
  Verb,
  VerbOf,
  Vocabulary,
} from '../tables/vocabulary.ts';
import { HEADER_BYTES, seal, sequenceOf, sessionOf, TRAILER_BYTES, writeHeader } from './frame.ts';

/** Longest line that a trailer can describe: its length has two hex digits. */
const SCRATCH_BYTES = 512;
/** Size of the buffers from which lines are cut. A line stays valid while a caller keeps it. */
const SLAB_BYTES = 8192;

interface Entry {
  readonly name: string;
  readonly word: Uint8Array;
  readonly fields: Row;
  readonly bare: boolean;
}

export interface RequestLine {
  readonly session: number;
  readonly sequence: number;
  /** Undefined for a verb that the table lacks. */
  readonly verb: string | undefined;
  readonly args: Values | undefined;
  /** Set if `args` is missing: the error, and the position of the argument. */
  readonly fault: '' | 'VERB' | 'ARG' | 'RANGE';
  readonly faultIndex: number;
}

export type ReplyLine =
  | { readonly kind: 'ok'; readonly reply: Values; readonly report: Values }
  | { readonly kind: 'err'; readonly error: string; readonly fields: Values; readonly report: Values | undefined };

export interface EventLine {
  readonly session: number;
  readonly number: number;
  readonly name: string;
  readonly fields: Values;
  readonly report: Values;
}

/** Hashes of the tables that have a codec. A table never changes, and one link or endpoint follows another. */
const hashes = new WeakMap<Vocabulary, number>();

function hashOf(vocabulary: Vocabulary): number {
  const hash = hashes.get(vocabulary) ?? tableHash(vocabulary);
  hashes.set(vocabulary, hash);
  return hash;
}

const OK = bytesOf('ok');
const ERR = bytesOf('err ');

/**
 * Turns lines into values and back, compiled from one table. Decoders expect a line without its LF that `frameFault`
 * found sound. Encoders return whole lines, and throw for values outside the table.
 */
export class Codec<V extends Vocabulary> {
  readonly vocabulary: V;
  readonly tableHash: number;
  readonly #verbs: Dictionary;
  readonly #replies = new Map<string, Row>();
  readonly #events: Dictionary;
  readonly #errors: Dictionary;
  readonly #report: Row;
  readonly #scratch = new Uint8Array(SCRATCH_BYTES);
  readonly #cursor = new Cursor();
  #slab = new Uint8Array(0);
  #slabUsed = 0;

  constructor(vocabulary: V) {
    this.vocabulary = vocabulary;
    this.tableHash = hashOf(vocabulary);
    this.#report = new Row(vocabulary.report);
    this.#verbs = new Dictionary(Object.entries(vocabulary.verbs).map(([name, row]) => entry(name, row.args)));
    this.#events = new Dictionary(Object.entries(vocabulary.events).map(([name, row]) => entry(name, row.fields)));
    this.#errors = new Dictionary(
      Object.entries(vocabulary.errors).map(([name, row]) => entry(name, row.fields, row.bare)),
    );
    for (const [name, row] of Object.entries(vocabulary.verbs)) this.#replies.set(name, new Row(row.reply));
  }

  verb(name: VerbOf<V>): Verb {
    return this.vocabulary.verbs[name] as Verb;
  }

  encodeRequest<K extends VerbOf<V>>(session: number, sequence: number, verb: K, args: ArgsOf<V, K>): Uint8Array {
    const { word, fields } = this.#verbs.named(verb);
    const at = put(this.#scratch, writeHeader(this.#scratch, REQUEST, session, sequence), word);
    return this.#seal(fields.write(this.#scratch, at, args as Values), this.vocabulary.requestBytesMax);
  }

  encodeReply<K extends VerbOf<V>>(
    session: number,
    sequence: number,
    verb: K,
    reply: ReplyOf<V, K>,
    report: ReportOf<V>,
  ): Uint8Array {
    const row = this.#replies.get(verb) as Row;
    const at = put(this.#scratch, writeHeader(this.#scratch, REPLY, session, sequence), OK);
    return this.#sealWithReport(row.write(this.#scratch, at, reply as Values), report as Values);
  }

  encodeRefusal(session: number, sequence: number, error: string, fields: Values, report: ReportOf<V>): Uint8Array {
    const { word, fields: row, bare } = this.#errors.named(error);
    const start = put(this.#scratch, writeHeader(this.#scratch, REPLY, session, sequence), ERR);
    const at = row.write(this.#scratch, put(this.#scratch, start, word), fields);
    return bare ? this.#seal(at, this.vocabulary.replyBytesMax) : this.#sealWithReport(at, report as Values);
  }

  encodeEvent<K extends EventOf<V>>(
    session: number,
    number: number,
    name: K,
    fields: FieldsOf<V, K>,
    report: ReportOf<V>,
  ): Uint8Array {
    const { word, fields: row } = this.#events.named(name);
    const at = put(this.#scratch, writeHeader(this.#scratch, EVENT, session, number), word);
    return this.#sealWithReport(row.write(this.#scratch, at, fields as Values), report as Values);
  }

  decodeRequest(line: Uint8Array, end: number): RequestLine {
    const session = sessionOf(line);
    const sequence = sequenceOf(line);
    const cursor = this.#cursor.set(line, HEADER_BYTES, end - TRAILER_BYTES);
    const found = this.#verbs.read(cursor);
    if (found === undefined)
      return { session, sequence, verb: undefined, args: undefined, fault: 'VERB', faultIndex: 0 };
    const args = readAll(cursor, found.fields);
    return { session, sequence, verb: found.name, args, fault: cursor.fault, faultIndex: cursor.faultIndex };
  }

  /** Returns the reply to `verb`. Undefined for a sound line that does not match the table. */
  decodeReply(line: Uint8Array, end: number, verb: VerbOf<V>): ReplyLine | undefined {
    const cursor = this.#cursor.set(line, HEADER_BYTES, end - TRAILER_BYTES);
    if (skip(cursor, ERR)) return this.#decodeRefusal(cursor);
    if (!skip(cursor, OK)) return undefined;
    const reply = (this.#replies.get(verb) as Row).read(cursor);
    const report = reply === undefined ? undefined : readAll(cursor, this.#report);
    return reply === undefined || report === undefined ? undefined : { kind: 'ok', reply, report };
  }

  decodeEvent(line: Uint8Array, end: number): EventLine | undefined {
    const cursor = this.#cursor.set(line, HEADER_BYTES, end - TRAILER_BYTES);
    const found = this.#events.read(cursor);
    const fields = found?.fields.read(cursor);
    const report = fields === undefined ? undefined : readAll(cursor, this.#report);
    if (found === undefined || fields === undefined || report === undefined) return undefined;
    return { session: sessionOf(line), number: sequenceOf(line), name: found.name, fields, report };
  }

  #decodeRefusal(cursor: Cursor): ReplyLine | undefined {
    const found = this.#errors.read(cursor);
    const fields = found?.fields.read(cursor);
    if (found === undefined || fields === undefined) return undefined;
    const report = found.bare ? undefined : readAll(cursor, this.#report);
    const whole = found.bare ? cursor.at === cursor.end : report !== undefined;
    return whole ? { kind: 'err', error: found.name, fields, report } : undefined;
  }

  #sealWithReport(at: number, report: Values): Uint8Array {
    return this.#seal(this.#report.write(this.#scratch, at, report), this.vocabulary.replyBytesMax);
  }

  #seal(end: number, bytesMax: number): Uint8Array {
    if (end + TRAILER_BYTES + 1 > bytesMax)
      throw new RangeError(`line: ${end + TRAILER_BYTES + 1} bytes, at most ${bytesMax}`);
    return this.#copied(seal(this.#scratch, end));
  }

  /**
   * Copies with a loop, because lines are short. Copies into a shared buffer, because a new array of over 64 bytes
   * costs more than the line.
   */
  #copied(length: number): Uint8Array {
    if (this.#slabUsed + length > this.#slab.length) {
      this.#slab = new Uint8Array(SLAB_BYTES);
      this.#slabUsed = 0;
    }
    const line = this.#slab.subarray(this.#slabUsed, this.#slabUsed + length);
    this.#slabUsed += length;
    for (let i = 0; i < length; i++) line[i] = this.#scratch[i] as number;
    return line;
  }
}

/** Finds words of one kind, by their first letter and then byte by byte. */
class Dictionary {
  readonly #byName = new Map<string, Entry>();
  readonly #byLetter: (readonly Entry[] | undefined)[] = new Array(128).fill(undefined);

  constructor(entries: readonly Entry[]) {
    for (const one of entries) {
      this.#byName.set(one.name, one);
      const letter = one.word[0] as number;
      this.#byLetter[letter] = [...(this.#byLetter[letter] ?? []), one];
    }
  }

  named(name: string): Entry {
    const found = this.#byName.get(name);
    if (found === undefined) throw new RangeError(`"${name}" is not in the table`);
    return found;
  }

  read(cursor: Cursor): Entry | undefined {
    const sameLetter = this.#byLetter[cursor.bytes[cursor.at] as number] ?? [];
    for (const one of sameLetter) {
      const behind = cursor.at + one.word.length;
      if (behind < cursor.end && cursor.bytes[behind] !== SPACE) continue;
      if (skip(cursor, one.word)) return one;
    }
    return undefined;
  }
}

const entry = (name: string, fields: readonly Field[], bare = false): Entry => ({
  name,
  word: bytesOf(name),
  fields: new Row(fields),
  bare,
});

/** Reads the last row of a line. Further text after it is a fault. */
function readAll(cursor: Cursor, row: Row): Values | undefined {
  const values = row.read(cursor);
  if (values === undefined || cursor.at === cursor.end) return values;
  cursor.fault = 'ARG';
  cursor.faultIndex = row.fieldCount;
  return undefined;
}

function skip(cursor: Cursor, word: Uint8Array): boolean {
  if (cursor.at + word.length > cursor.end) return false;
  for (let i = 0; i < word.length; i++) if (cursor.bytes[cursor.at + i] !== word[i]) return false;
  cursor.at += word.length;
  return true;
}

function put(out: Uint8Array, at: number, word: Uint8Array): number {
  for (let i = 0; i < word.length; i++) out[at + i] = word[i] as number;
  return at + word.length;
}
