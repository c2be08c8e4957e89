import type { HilError } from '../base/hil-error.ts';
import type { RunResult, Sensitivity } from './run-result.ts';

/** Which scenario of a list an outcome belongs to. */
export interface ListedScenario {
  /** Tells two scenarios of one name apart: the name, followed by the path or a number where that is needed. */
  readonly label: string;
  /** Its name, or what was asked for where the scenario cannot be read. */
  readonly scenario: string;
  /** File that it was read from, as messages name it. */
  readonly file: string;
  /** Product that it asks for; null where it cannot be read. */
  readonly product: string | null;
}

/** What one scenario of a list came to. */
export type Outcome =
  | (ListedScenario & { readonly kind: 'judged'; readonly result: RunResult; readonly sensitivity: Sensitivity })
  /** Refused, or broken off by a failure of rig, link or bench. */
  | (ListedScenario & { readonly kind: 'failed'; readonly failure: HilError })
  /** It did not run; `reason` completes "skipped: ". */
  | (ListedScenario & { readonly kind: 'skipped'; readonly reason: string });
