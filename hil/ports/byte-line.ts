import type { HilError } from '../base/hil-error.ts';

export interface LineCounters {
  readonly linesIn: number;
  /** Number of bytes read from the device, including dropped ones. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Number of lines dropped because they exceeded the guard's bound. */
  readonly overlong: number;
  /** Number of unended lines dropped when the port closed. Half a number would be a valid, wrong number. */
  readonly partialsDropped: number;
}

/** Host side of a real line. It sends bytes and receives complete lines. */
export interface ByteLine {
  readonly path: string;
  readonly counters: LineCounters;
  /** Receives one complete line per call, its LF included. The receiver may keep the bytes. */
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  /** Called as soon as the device disappears: unplugged, or its other end closed. `close()` does not call it. */
  onClosed: ((why: HilError) => void) | undefined;
  /** Copies the bytes and returns at once. Throws `HilError` PORT_CLOSED or PORT_STUCK (link). */
  send(bytes: Uint8Array): void;
  /** Sends pending bytes for a bounded time, then frees the device. A second call has no effect. */
  close(): Promise<void>;
}
