/** Whose failure it is; only `rig`, `link` and `bench` may be retried. */
export type Fault = 'pump' | 'rig' | 'link' | 'bench' | 'usage';

const EXIT_STATUS: Readonly<Record<Fault, number>> = { pump: 1, usage: 2, rig: 3, link: 3, bench: 5 };

/** The exit status of a command that ends because of `fault`. */
export function exitStatusOf(fault: Fault): number {
  return EXIT_STATUS[fault];
}

export interface HilErrorDetails {
  /** The last lines of both directions, oldest first. */
  readonly lastLines?: readonly string[];
  /** What the reader can do about it, as one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * The one class of failures the bench expects: its message is one sentence for people, its code is stable for programs.
 * Anything else that is thrown is our own bug.
 */
export class HilError extends Error {
  override readonly name = 'HilError';
  /** Stable and in capitals, e.g. `PORT_BUSY`. */
  readonly code: string;
  readonly fault: Fault;
  readonly lastLines: readonly string[];
  readonly hint: string | undefined;

  constructor(code: string, fault: Fault, message: string, details: HilErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.fault = fault;
    this.lastLines = details.lastLines ?? [];
    this.hint = details.hint;
  }
}
