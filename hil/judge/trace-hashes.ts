import { ByteDigest } from './byte-digest.ts';

/** The three hashes of a kept trace: of all its text, of the pump's records, and of the others. */
export interface TraceHashTexts {
  readonly evidenceHash: string;
  readonly fingerprint: string;
  readonly rigHash: string;
}

/**
 * Hashes the lines of a trace where they lie in the reader's buffer. Lines in a row that go into the same hash are one
 * stretch, so that a record costs no call.
 */
export class TraceHashes {
  readonly #evidence = new ByteDigest();
  readonly #pump = new ByteDigest();
  readonly #rig = new ByteDigest();
  #bytes: Buffer | undefined;
  /** Stretch that is not in `evidence` yet. */
  #evidenceFrom = 0;
  /** Stretch that is not in the hash of its records yet; it ends where the last line does. */
  #from = 0;
  #to = 0;
  #isPumps = true;

  /** Takes in the header, with its line feed. */
  addHeader(bytes: Buffer, from: number, to: number): void {
    this.#evidence.add(bytes, from, to);
  }

  /** Takes in the line of a record, with its line feed. The bytes must stay where they are until `settle`. */
  addRecord(bytes: Buffer, from: number, to: number, isPumps: boolean): void {
    if (this.#bytes === undefined) {
      this.#bytes = bytes;
      this.#evidenceFrom = from;
      this.#from = from;
      this.#isPumps = isPumps;
    } else if (isPumps !== this.#isPumps) {
      this.#ofRecords.add(bytes, this.#from, this.#to);
      this.#from = from;
      this.#isPumps = isPumps;
    }
    this.#to = to;
  }

  /** Hashes what was taken in, before the bytes move. */
  settle(): void {
    if (this.#bytes === undefined) return;
    this.#evidence.add(this.#bytes, this.#evidenceFrom, this.#to);
    this.#ofRecords.add(this.#bytes, this.#from, this.#to);
    this.#bytes = undefined;
  }

  /** Ends a record that is the last line of its file and has no line feed. */
  endLine(): void {
    this.settle();
    this.#evidence.endLine();
    this.#ofRecords.endLine();
  }

  get texts(): TraceHashTexts {
    this.settle();
    return { evidenceHash: this.#evidence.hex(), fingerprint: this.#pump.hex(), rigHash: this.#rig.hex() };
  }

  get #ofRecords(): ByteDigest {
    return this.#isPumps ? this.#pump : this.#rig;
  }
}
