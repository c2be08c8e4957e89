import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Size of the pieces, in characters, in which text is hashed. */
const PIECE_CHARS = 16_384;

/** SHA-256 over a growing text, as UTF-8. The caller may inject a faster implementation; the digest is identical. */
export interface TextHash {
  update(text: string): void;
  /** Returns the digest of the text so far, in hex. More text may follow. */
  hex(): string;
}

/** Returns a hash that runs in Node and in a browser. */
export function portableHash(): TextHash {
  const hash = sha256.create();
  return {
    update: (text) => void hash.update(utf8ToBytes(text)),
    hex: () => bytesToHex(hash.clone().digest()),
  };
}

/** SHA-256 over a growing text of lines. */
export class LineDigest {
  readonly #hash: TextHash;
  #piece = '';

  constructor(hash = portableHash()) {
    this.#hash = hash;
  }

  add(line: string): void {
    this.#piece += `${line}\n`;
    if (this.#piece.length >= PIECE_CHARS) this.#flush();
  }

  /** Returns the digest of the lines so far, in hex. More lines may follow. */
  hex(): string {
    this.#flush();
    return this.#hash.hex();
  }

  #flush(): void {
    if (this.#piece === '') return;
    this.#hash.update(this.#piece);
    this.#piece = '';
  }
}

/** Returns the SHA-256 of one text, in hex. */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
