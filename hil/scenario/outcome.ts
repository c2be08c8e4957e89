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
  /** Name or path on the command line that stands for this scenario alone. */
  readonly asked: string;
  /** SHA-256 of the text of the file; null where it cannot be read. */
  readonly hash: string | null;
  readonly tags: readonly string[];
  /** Values of the parameters; absent for a scenario without any. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Files that the scenario names; absent without any. */
  readonly inputs?: readonly InputFile[];
}

/** A file that a scenario names. */
export interface InputFile {
  readonly file: string;
  /** SHA-256 of its text. */
  readonly hash: string;
}

/** Facts about a run that its trace does not hold. */
export interface RanFacts {
  readonly startedAt: string;
  /** Seconds on the wall, with the runs under other laws. */
  readonly durationS: number;
  /** Files of the run, relative to the folder of the results. */
  readonly trace?: string;
  readonly csv?: string;
}

/** Mark of a check that may fail until a date. */
export interface QuarantineMark {
  readonly check: string;
  /** Last day of the quarantine, as `2026-12-31`. */
  readonly until: string;
  readonly reason: string;
  readonly isPast: boolean;
  /** True if the check did not pass and does not count. */
  readonly isExcused: boolean;
}

interface Ran {
  readonly ran?: RanFacts;
}

/** Outcome of one scenario of a list. */
export type Outcome =
  | (ListedScenario &
      Ran & {
        readonly kind: 'judged';
        readonly result: RunResult;
        readonly sensitivity: Sensitivity;
        readonly quarantined?: readonly QuarantineMark[];
      })
  /** Refused, or ended by a failure of rig, link or bench. */
  | (ListedScenario & Ran & { readonly kind: 'failed'; readonly failure: HilError })
  /** Not run; `reason` completes "skipped: ". */
  | (ListedScenario & {
      readonly kind: 'skipped';
      readonly reason: string;
      /** True if the time limit of the call ended its run or came before it. */
      readonly isCut?: boolean;
    });
