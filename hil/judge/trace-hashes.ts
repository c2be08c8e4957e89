import type { BytesDigest } from './trace-source.ts';

/** Three hashes of a kept trace: of the whole text, of the pump's records, and of the other records. */
export interface TraceHashTexts {
  readonly evidenceHash: string;
  readonly fingerprint: string;
  readonly rigHash: string;
}

/**
 * Hashes the lines of a trace inside the reader's buffer. Successive lines for the same hash form one stretch, so that
 * most records need no call of the hash.
 */
export class TraceHashes {
  readonly #evidence: BytesDigest;
  readonly #pump: BytesDigest;
  readonly #rig: BytesDigest;
  #bytes: Uint8Array | undefined;
  /** Start of the stretch that is not in `evidence` yet. */
  #evidenceFrom = 0;
  /** Start and end of the stretch that is not in the hash of its records yet. It ends with the last line added. */
  #from = 0;
  #to = 0;
  #isPumps = true;

  constructor(newDigest: () => BytesDigest) {
    this.#evidence = newDigest();
    this.#pump = newDigest();
    this.#rig = newDigest();
  }

  /** Adds the header with its line feed. */
  addHeader(bytes: Uint8Array, from: number, to: number): void {
    this.#evidence.add(bytes, from, to);
  }

  /** Adds the line of a record with its line feed. The bytes must not move before `settle`. */
  addRecord(bytes: Uint8Array, from: number, to: number, isPumps: boolean): void {
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

  /** Hashes the lines added so far. Called before the reader moves the bytes. */
  settle(): void {
    if (this.#bytes === undefined) return;
    this.#evidence.add(this.#bytes, this.#evidenceFrom, this.#to);
    this.#ofRecords.add(this.#bytes, this.#from, this.#to);
    this.#bytes = undefined;
  }

  /** Ends a record that is the last line of its file and lacks a line feed. */
  endLine(): void {
    this.settle();
    this.#evidence.endLine();
    this.#ofRecords.endLine();
  }

  get texts(): TraceHashTexts {
    this.settle();
    return { evidenceHash: this.#evidence.hex(), fingerprint: this.#pump.hex(), rigHash: this.#rig.hex() };
  }

  get #ofRecords(): BytesDigest {
    return this.#isPumps ? this.#pump : this.#rig;
  }
}
