import type { HilError } from '../base/hil-error.ts';
import type { FirmwareIdentity } from '../firmware/hosted-firmware.ts';
import type { RunResult, Sensitivity } from './run-result.ts';

/** Scenario of a list, to which an outcome belongs. */
export interface ListedScenario {
  /** Name of the scenario. If two scenarios of the list have that name, a path or a number follows. */
  readonly label: string;
  /** Name of the scenario. If it cannot be read, the name that the caller gave. */
  readonly scenario: string;
  /** File of the scenario, for messages. */
  readonly file: string;
  /** Product that the scenario names; null if the scenario cannot be read. */
  readonly product: string | null;
  /** Name or path by which the command line can select this scenario alone. */
  readonly asked: string;
  /** SHA-256 of the text of the file; null if the file cannot be read. */
  readonly hash: string | null;
  readonly tags: readonly string[];
  /** Values of the parameters. Absent for a scenario without parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Files that the scenario names. Absent if it names none. */
  readonly inputs?: readonly InputFile[];
}

/** A file that a scenario names. */
export interface InputFile {
  readonly file: string;
  /** SHA-256 of the file's text. */
  readonly hash: string;
}

/** Facts about a run that its trace does not contain. */
export interface RanFacts {
  readonly startedAt: string;
  /** Wall time in seconds, including the runs under other laws. */
  readonly durationS: number;
  /** Firmware under test; absent for the model. */
  readonly firmware?: FirmwareIdentity;
  /** Files of the run, relative to the results folder. */
  readonly trace?: string;
  readonly csv?: string;
  readonly html?: string;
}

/** Mark of a check that may fail until a date. */
export interface QuarantineMark {
  readonly check: string;
  /** Last day of the quarantine: `2026-12-31`. */
  readonly until: string;
  readonly reason: string;
  readonly isPast: boolean;
  /** True if the check did not pass, and its verdict does not count. */
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
        /** True if a quarantine excuses every check that would count. */
        readonly isExcused?: boolean;
      })
  /** The scenario was refused, or rig, link or bench failed. */
  | (ListedScenario & Ran & { readonly kind: 'failed'; readonly failure: HilError })
  /** The scenario did not run. `reason` completes "skipped: ". */
  | (ListedScenario & {
      readonly kind: 'skipped';
      readonly reason: string;
      /** True if the time limit of the call ended this run or prevented it. */
      readonly isCut?: boolean;
    });
