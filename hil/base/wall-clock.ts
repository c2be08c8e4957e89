/** The one file that may ask the machine for the time or wait for it; everything else lives on a `Clock`. */
import { type Fault, HilError } from './hil-error.ts';

/** `setTimeout` beyond 24.8 days fires at once, and a laptop may sleep in between: no single wait is longer than this. */
const SLEEP_PIECE_MS_MAX = 3_600_000;

/** Microseconds since an arbitrary start, integer, never going backwards. */
export function wallNowUs(): number {
  return Math.floor(performance.now() * 1000);
}

/** Date and time of day in milliseconds: goes on while the computer sleeps, and jumps when the date is set. */
export function wallDateMs(): number {
  return Date.now();
}

/** Date and time of day for headers of traces and reports, ISO 8601 in UTC. */
export function wallDateIso(): string {
  return new Date().toISOString();
}

/** Whole days from one date to another, negative where the other comes first. */
export function wholeDaysBetween(fromIso: string, toIso: string): number {
  return Math.floor((Date.parse(toIso) - Date.parse(fromIso)) / 86_400_000);
}

/** Resolves when `wallNowUs()` has reached `wallUs`, or as soon as `signal` aborts (it never rejects: ask the signal). */
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

/** One turn of the event loop: input, signals and progress get their chance. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/**
 * `promise`, or after `boundMs` a rejection with `HilError` TIMED_OUT saying what was waited for.
 * A timer that comes far too late means that this process stood still, so what it waits for may be at the door: one more period.
 */
export function within<T>(
  promise: Promise<T>,
  boundMs: number,
  what: string | (() => string),
  fault: Fault = 'link',
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const startUs = wallNowUs();
    let timer = setTimeout(() => {
      const stoodStill = wallNowUs() - startUs > 1500 * boundMs;
      if (stoodStill) timer = setTimeout(() => reject(timedOut(boundMs, what, fault)), boundMs);
      else reject(timedOut(boundMs, what, fault));
    }, boundMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function timedOut(boundMs: number, what: string | (() => string), fault: Fault): HilError {
  return new HilError('TIMED_OUT', fault, `Waited ${boundMs} ms for ${typeof what === 'string' ? what : what()}.`);
}
