import { Transform, type TransformCallback } from 'node:stream';

/**
 * Longest line that passes, LF included. Twice the longest reply of the wire, because other firmware may send long
 * banners.
 */
export const LINE_BYTES_MAX = 256;

const LF = 0x0a;

/**
 * Forwards complete lines only. It is placed before `ReadlineParser`, which buffers without limit and emits an
 * unterminated tail as a line. `RATE 12` cut from `RATE 12.5` would be a valid, wrong dose.
 */
export class LineGuard extends Transform {
  readonly #held = new Uint8Array(LINE_BYTES_MAX - 1);
  #heldBytes = 0;
  #skipping = false;
  #droppedBytes = 0;
  #overlong = 0;
  #partialsDropped = 0;

  /** Number of bytes held of an unfinished line. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  get overlong(): number {
    return this.#overlong;
  }

  get partialsDropped(): number {
    return this.#partialsDropped;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      this.#endLine(chunk.subarray(start, end + 1));
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.#heldBytes > 0) this.#partialsDropped += 1;
    this.#droppedBytes += this.#heldBytes;
    this.#heldBytes = 0;
    done();
  }

  #endLine(tail: Buffer): void {
    if (this.#skipping || this.#heldBytes + tail.length > LINE_BYTES_MAX) {
      this.#skip(tail.length);
      this.#skipping = false;
    } else if (this.#heldBytes === 0) {
      this.push(tail);
    } else {
      const head = this.#held.subarray(0, this.#heldBytes);
      this.#heldBytes = 0;
      this.push(Buffer.concat([head, tail]));
    }
  }

  #hold(piece: Buffer): void {
    if (this.#skipping || this.#heldBytes + piece.length >= LINE_BYTES_MAX) {
      this.#skip(piece.length);
    } else {
      this.#held.set(piece, this.#heldBytes);
      this.#heldBytes += piece.length;
    }
  }

  #skip(pieceBytes: number): void {
    if (!this.#skipping) this.#overlong += 1;
    this.#skipping = true;
    this.#droppedBytes += this.#heldBytes + pieceBytes;
    this.#heldBytes = 0;
  }
}
