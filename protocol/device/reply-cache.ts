/** Keeps the last request of a session and its reply. A repeated request then executes nothing. */
export class ReplyCache {
  #request: Uint8Array = new Uint8Array(0);
  #reply: Uint8Array | undefined;
  #lastSequence = 0;

  get lastSequence(): number {
    return this.#lastSequence;
  }

  get nextSequence(): number {
    return (this.#lastSequence + 1) & 0xff;
  }

  /** Returns the kept reply if all bytes equal those of the last request. An equal sequence alone is not enough. */
  replyTo(line: Uint8Array, end: number): Uint8Array | undefined {
    if (end !== this.#request.length) return undefined;
    for (let i = 0; i < end; i++) if (line[i] !== this.#request[i]) return undefined;
    return this.#reply;
  }

  keep(sequence: number, request: Uint8Array, reply: Uint8Array): void {
    this.#lastSequence = sequence;
    this.#request = request;
    this.#reply = reply;
  }

  clear(): void {
    this.#lastSequence = 0;
    this.#request = new Uint8Array(0);
    this.#reply = undefined;
  }
}
