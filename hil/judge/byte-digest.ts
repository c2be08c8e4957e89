import { createHash } from 'node:crypto';
import type { BytesDigest } from './trace-source.ts';

/** Size of the pieces in which bytes are hashed. */
const PIECE_BYTES = 65_536;
/** Shorter stretches are copied into a piece first. That costs less than a call of the hash for each. */
const COPIED_BYTES_MAX = 8192;
const LINE_FEED = 10;

/** SHA-256 over the bytes of lines. Gives the same digest as `LineDigest` for the same lines. */
export class ByteDigest implements BytesDigest {
  readonly #hash = createHash('sha256');
  readonly #piece = Buffer.alloc(PIECE_BYTES);
  #length = 0;

  /** Adds the bytes from `from` up to, but not including, `to`. */
  add(bytes: Uint8Array, from: number, to: number): void {
    const count = to - from;
    if (count > COPIED_BYTES_MAX) {
      this.#flush();
      this.#hash.update(bytes.subarray(from, to));
      return;
    }
    if (this.#length + count > PIECE_BYTES) this.#flush();
    (bytes as Buffer).copy(this.#piece, this.#length, from, to);
    this.#length += count;
  }

  /** Ends the last line of a file that has no line feed. */
  endLine(): void {
    if (this.#length === PIECE_BYTES) this.#flush();
    this.#piece[this.#length] = LINE_FEED;
    this.#length += 1;
  }

  /** Returns the digest of the bytes so far, in hex. More bytes may follow. */
  hex(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#piece.subarray(0, this.#length));
    this.#length = 0;
  }
}
