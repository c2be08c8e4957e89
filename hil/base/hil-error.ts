/**
 * Part that failed. Only failures of `rig`, `link` and `bench` may be retried. `firmware` is a firmware under test that
 * crashed, hung or broke a rule of its surroundings.
 */
export type Fault = 'pump' | 'firmware' | 'rig' | 'link' | 'bench' | 'usage';

const EXIT_STATUS: Readonly<Record<Fault, number>> = { pump: 1, firmware: 1, usage: 2, rig: 3, link: 3, bench: 5 };

export const FAULTS = Object.keys(EXIT_STATUS) as readonly Fault[];

/** Returns the exit status of a command that ends because of `fault`. */
export function exitStatusOf(fault: Fault): number {
  return EXIT_STATUS[fault];
}

export interface HilErrorDetails {
  /** The last lines of both directions, the oldest first. */
  readonly lastLines?: readonly string[];
  /** The last lines that a firmware under test wrote to its standard error, the oldest first. */
  readonly stderrLines?: readonly string[];
  /** Remedy, as one sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Class of all failures that the bench expects. The message is one sentence for people; the code is stable for
 * programs. Any other thrown error is a bug of the bench.
 */
export class HilError extends Error {
  override readonly name = 'HilError';
  /** Stable name in capitals: `PORT_BUSY`. */
  readonly code: string;
  readonly fault: Fault;
  readonly lastLines: readonly string[];
  readonly stderrLines: readonly string[];
  readonly hint: string | undefined;

  constructor(code: string, fault: Fault, message: string, details: HilErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.fault = fault;
    this.lastLines = details.lastLines ?? [];
    this.stderrLines = details.stderrLines ?? [];
    this.hint = details.hint;
  }
}
