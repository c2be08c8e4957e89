import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Lines gathered before they are hashed in one piece. */
const PIECE_CHARS = 16_384;

/** SHA-256 over a growing text of lines; the same in Node and in a browser. */
export class LineDigest {
  readonly #hash = sha256.create();
  #piece = '';

  add(line: string): void {
    this.#piece += line;
    this.#piece += '\n';
    if (this.#piece.length >= PIECE_CHARS) this.#flush();
  }

  /** The digest so far, in hex; more lines may follow. */
  hex(): string {
    this.#flush();
    return bytesToHex(this.#hash.clone().digest());
  }

  #flush(): void {
    if (this.#piece === '') return;
    this.#hash.update(utf8ToBytes(this.#piece));
    this.#piece = '';
  }
}

/** SHA-256 of one text, in hex. */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
