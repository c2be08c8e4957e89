/** The only file that reads the time of the machine or waits for it. All other code uses a `Clock`. */
import { type Fault, HilError } from './hil-error.ts';
import { PAUSE_US_MIN } from './pause-watch.ts';

/** The machine's clock and event loop, as the bench uses them. Tests replace them by a clock that they advance. */
export interface Wall {
  /** Whole microseconds since an arbitrary start; never decreases. */
  nowUs(): number;
  dateMs(): number;
  /** Resolves when `nowUs()` reaches `wallUs`, or `signal` aborts. */
  sleepUntilUs(wallUs: number, signal?: AbortSignal): Promise<void>;
  /** Waits for one turn of the event loop. */
  nextTurn(): Promise<void>;
}

/** Longest single wait. `setTimeout` beyond 24.8 days fires at once, and a laptop may sleep in between. */
const SLEEP_PIECE_MS_MAX = 3_600_000;

/** Returns whole microseconds since an arbitrary start. They never decrease. */
export function wallNowUs(): number {
  return Math.floor(performance.now() * 1000);
}

/** Returns date and time of day in milliseconds. They advance while the computer sleeps, and jump when the date is set. */
function wallDateMs(): number {
  return Date.now();
}

/** Returns date and time of day in ISO 8601, UTC, for headers of traces and reports. */
export function wallDateIso(): string {
  return new Date().toISOString();
}

/** Returns the whole days from one date to another; negative if the second is earlier. */
export function wholeDaysBetween(fromIso: string, toIso: string): number {
  return Math.floor((Date.parse(toIso) - Date.parse(fromIso)) / 86_400_000);
}

/** Resolves when `wallNowUs()` reaches `wallUs` or `signal` aborts. It never rejects; the caller checks the signal. */
export async function sleepUntilUs(wallUs: number, signal?: AbortSignal): Promise<void> {
  for (let restUs = wallUs - wallNowUs(); restUs > 0 && !signal?.aborted; restUs = wallUs - wallNowUs()) {
    await sleepPiece(Math.min(Math.ceil(restUs / 1000), SLEEP_PIECE_MS_MAX), signal);
  }
}

function sleepPiece(pieceMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, pieceMs);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** Waits for one turn of the event loop, in which input, signals and progress are handled. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else afterMessage(resolve);
  });
}

/** Runs a function after the messages that wait in a browser. Its timers would delay each turn by 4 ms. */
function afterMessage(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  (port1 as { onmessage?: () => void }).onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}

/** The clock and event loop of this machine. */
export const machineWall: Wall = { nowUs: wallNowUs, dateMs: wallDateMs, sleepUntilUs, nextTurn };

/**
 * Number of pieces of a bounded wait. A pause of this program costs one piece, so a result that arrived meanwhile is
 * still taken.
 */
const WAIT_PIECES = 10;

/**
 * Resolves as `promise` does, or rejects after `boundMs` with `HilError` TIMED_OUT, whose message contains `what`. It
 * gives up only after a piece of normal length, or after twice the number of pieces.
 */
export function within<T>(
  promise: Promise<T>,
  boundMs: number,
  what: string | (() => string),
  fault: Fault = 'link',
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const pieceMs = Math.max(1, boundMs / WAIT_PIECES);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (pieces: number): void => {
      const startUs = wallNowUs();
      timer = setTimeout(() => {
        const hasPaused = wallNowUs() - startUs > 1000 * pieceMs + PAUSE_US_MIN;
        const isOver = pieces >= (hasPaused ? 2 : 1) * WAIT_PIECES;
        if (isOver) reject(timedOut(boundMs, what, fault));
        else wait(pieces + 1);
      }, pieceMs);
    };
    wait(1);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function timedOut(boundMs: number, what: string | (() => string), fault: Fault): HilError {
  return new HilError('TIMED_OUT', fault, `Waited ${boundMs} ms for ${typeof what === 'string' ? what : what()}.`);
}
