import type { HilError } from '../base/hil-error.ts';

export interface LineCounters {
  readonly linesIn: number;
  /** All bytes read from the device, dropped ones included. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Number of dropped lines that exceeded the guard's bound. */
  readonly overlong: number;
  /** Number of unended lines dropped when the port closed: half a number is a valid, wrong number. */
  readonly partialsDropped: number;
}

/** A real line seen from the host: bytes out, complete lines in. */
export interface ByteLine {
  readonly path: string;
  readonly counters: LineCounters;
  /** Receives one complete line per call, its LF included. The receiver may keep the bytes. */
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  /** Called at once when the device disappears (unplugged, peer ended). `close()` does not call it. */
  onClosed: ((why: HilError) => void) | undefined;
  /** Copies the bytes and returns at once. Throws `HilError` PORT_CLOSED or PORT_STUCK (link). */
  send(bytes: Uint8Array): void;
  /** Flushes pending bytes for a bounded time, then frees the device. A second call has no effect. */
  close(): Promise<void>;
}
