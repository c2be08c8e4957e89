/** SHA-256 over the bytes of lines. */
export interface BytesDigest {
  /** Adds the bytes from `from` up to, but not including, `to`. */
  add(bytes: Uint8Array, from: number, to: number): void;
  /** Ends the last line of a text that has no line feed. */
  endLine(): void;
  /** Returns the digest of the bytes so far, in hex. More bytes may follow. */
  hex(): string;
}

/** Returns the text of the bytes from `from` up to, but not including, `to`. */
export type BytesText = (bytes: Uint8Array, from: number, to: number) => string;

/** Bytes of a kept trace, and what its reader needs beside them: a file in Node, or bytes in a browser. */
export interface TraceSource {
  /** Path or name, for messages. */
  readonly path: string;
  /** Copies at most `length` bytes that follow to `bytes`, from `offset` on. Returns their number; 0 at the end. */
  read(bytes: Uint8Array, offset: number, length: number): number;
  close(): void;
  /** Returns a buffer of zeros, which `read` and the texts are fastest with. */
  newBytes(length: number): Uint8Array;
  newDigest(): BytesDigest;
  /** Returns the SHA-256 of a text, in hex. */
  digestOf(text: string): string;
  readonly utf8: BytesText;
  /** Reads ASCII. */
  readonly ascii: BytesText;
}
