import type { HilError } from '../base/hil-error.ts';

export interface LineCounters {
  readonly linesIn: number;
  /** Raw bytes read from the device, whatever became of them. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Lines longer than the guard's bound, dropped whole. */
  readonly overlong: number;
  /** Lines without an end when the port closed, dropped: half a number is a valid, wrong number. */
  readonly partialsDropped: number;
}

/** One real line seen from the host: bytes out, complete lines in. */
export interface ByteLine {
  readonly path: string;
  readonly counters: LineCounters;
  /** One complete line a call, its LF included; the receiver may keep the bytes. */
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  /** The device went away by itself (unplugged, peer ended): at once, whoever reads. Not called by `close()`. */
  onClosed: ((why: HilError) => void) | undefined;
  /** Copies the bytes and returns at once. Throws `HilError` PORT_CLOSED or PORT_STUCK (link). */
  send(bytes: Uint8Array): void;
  /** Lets what was sent leave (bounded), then frees the device; again is harmless. */
  close(): Promise<void>;
}
