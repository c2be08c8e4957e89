import type { HilError } from '../base/hil-error.ts';
import type { RunResult, Sensitivity } from './run-result.ts';

/** Scenario of a list to which an outcome belongs. */
export interface ListedScenario {
  /** Name of the scenario, followed by its path or a number if two scenarios of the list have that name. */
  readonly label: string;
  /** Name of the scenario, or the requested name if the scenario cannot be read. */
  readonly scenario: string;
  /** File of the scenario, as messages name it. */
  readonly file: string;
  /** Product that the scenario names; null if the scenario cannot be read. */
  readonly product: string | null;
}

/** Outcome of one scenario of a list. */
export type Outcome =
  | (ListedScenario & { readonly kind: 'judged'; readonly result: RunResult; readonly sensitivity: Sensitivity })
  /** Refused, or ended by a failure of rig, link or bench. */
  | (ListedScenario & { readonly kind: 'failed'; readonly failure: HilError })
  /** Not run; `reason` completes "skipped: ". */
  | (ListedScenario & { readonly kind: 'skipped'; readonly reason: string });
