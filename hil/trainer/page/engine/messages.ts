import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../../firmware-sim/trace/signal.ts';
import type { StudyResult } from '../../../scenario/checks/study-result.ts';
import type { Problem } from '../../../yaml/problem.ts';

/**
 * Messages between the page and its engine, which runs scenarios in a Worker. All are plain data. Times are whole microseconds
 * of pump time from the start of the run.
 */

/** A file by the path with which a scenario names it. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** A scenario: a shipped one by its name, or YAML text. Messages about the text name `file`. */
export type ScenarioSource =
  | { readonly kind: 'shipped'; readonly name: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly file: string;
      /** Files that the scenario names: pump files and measured fields. */
      readonly files?: readonly NamedText[];
    };

/** A product that replaces the scenario's: a shipped one by its id, or a pump file. */
export type ProductChoice =
  | { readonly kind: 'shipped'; readonly id: string }
  | { readonly kind: 'file'; readonly file: NamedText };

/** Values of an entry as YAML has them: `{ field: '1.5 T', distance: '3 m' }`. */
export type PlainValue = string | number | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/**
 * An entry that the user adds to the timeline, with the keys of its action: `{ field: '1.5 T' }`. Its time is `atUs`; `at`,
 * `after` and `wait` are ignored. A number for a time is in microseconds.
 */
export interface AddedEntry {
  readonly atUs: number;
  readonly entry: { readonly [key: string]: PlainValue };
}

/** Everything that decides a run. Two equal ones give the same records and the same fingerprint. */
export interface RunPlan {
  readonly source: ScenarioSource;
  /** Values by the names of the scenario's parameters; each needs one. */
  readonly set?: Readonly<Record<string, string>>;
  readonly product?: ProductChoice;
  readonly seed: number;
  /** Entries of the user in the order of time. Empty: the scenario as it is written. */
  readonly inputs: readonly AddedEntry[];
  /**
   * End of the run; later entries and inputs never act. Absent without inputs: the end that the command line finds. Absent with
   * inputs: the last entry.
   */
  readonly untilUs?: number;
}

export type EngineRequest =
  /** Lists the shipped scenarios and products. */
  | { readonly kind: 'list'; readonly id: number }
  /** Reads a scenario without a run. */
  | { readonly kind: 'read'; readonly id: number; readonly plan: RunPlan }
  | { readonly kind: 'run'; readonly id: number; readonly plan: RunPlan }
  /** Runs a plan and returns the YAML with which the command line repeats it. */
  | { readonly kind: 'save'; readonly id: number; readonly plan: RunPlan }
  /** Reads a kept trace and sends it as a run. */
  | { readonly kind: 'trace'; readonly id: number; readonly file: string; readonly bytes: Uint8Array }
  /** Ends the request of this id, under way or waiting; its last reply is then `cancelled`. */
  | { readonly kind: 'cancel'; readonly id: number };

/** An entry of the timeline as the run has it. */
export interface RunEntry {
  readonly name: string;
  readonly atUs: number;
  /** Kind of its action, as in `bench.entry`: `field off`, `roller study`. */
  readonly action: string;
  /** Index in `RunPlan.inputs`; absent for an entry of the scenario. */
  readonly input?: number;
}

/** Facts of a run that are known before its first record. */
export interface RunFacts {
  readonly scenario: string;
  readonly says: string;
  readonly seed: number;
  readonly product: Product;
  readonly signals: readonly SignalDeclaration[];
  readonly entries: readonly RunEntry[];
  /** Inputs as the language writes them: quantities are rounded to its decimals before they act. */
  readonly inputs: readonly AddedEntry[];
}

/** Refusal of an entry by the pump. The run continues, and a saved session expects the refusal. */
export interface EntryRefusal {
  readonly entry: string;
  readonly atUs: number;
  readonly field: string;
  readonly why: string;
  /** The refusal as a sentence. */
  readonly says: string;
  /**
   * The refusal as the command line reports it, with file, line and column. Present for an entry of the scenario whose refusal
   * no expectation names: the command line ends its run there.
   */
  readonly unexpected?: string;
  /** Index in `RunPlan.inputs`; absent for an entry of the scenario. */
  readonly input?: number;
}

/** Result of a complete run. A trainer shows study outcomes and no verdicts. */
export interface RunSummary {
  readonly fingerprint: string;
  readonly endUs: number;
  readonly recordCount: number;
  readonly studies: readonly StudyResult[];
  readonly refusals: readonly EntryRefusal[];
  /** What a kept trace lacks, as `rollerloop judge` says it. */
  readonly note?: string;
}

/** A problem of a text as `rollerloop lint` reports it. */
export interface TextProblem extends Problem {
  /** Index in `RunPlan.inputs` if an added entry has the problem; line and column then mean nothing. */
  readonly input?: number;
  /** The problem as one line: `mine.yaml:3:5: found ...; allowed: ...`. */
  readonly says: string;
}

/** What a list says of a shipped scenario. */
export interface ListedScenario {
  readonly name: string;
  readonly says: string;
  readonly product: string;
  /** Values of each parameter; a run needs one of each. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
}

export interface ListedProduct {
  readonly id: string;
  readonly title: string;
  readonly product: Product;
}

/** A session as files: write the YAML and the files beside it, then run the command. */
export interface SavedSession {
  readonly file: string;
  readonly text: string;
  readonly files: readonly NamedText[];
  readonly fingerprint: string;
  /** Command that repeats the session: `rollerloop run NAME.yaml --rig model --seed 1`. */
  readonly command: string;
}

export type EngineReply =
  /** First message of an engine; requests before it wait. */
  | { readonly kind: 'ready'; readonly version: string }
  | {
      readonly kind: 'listed';
      readonly id: number;
      readonly scenarios: readonly ListedScenario[];
      readonly products: readonly ListedProduct[];
    }
  | { readonly kind: 'read'; readonly id: number; readonly facts: RunFacts }
  /** Plan of the run that a kept trace holds; it precedes the facts. */
  | { readonly kind: 'kept'; readonly id: number; readonly plan: RunPlan }
  | { readonly kind: 'begun'; readonly id: number; readonly facts: RunFacts }
  /** Records in the order of the trace; all records before `toUs` have been sent. */
  | {
      readonly kind: 'records';
      readonly id: number;
      readonly records: readonly TraceRecord[];
      readonly toUs: number;
    }
  /** Pump time of a run that takes longer than 200 ms. */
  | { readonly kind: 'progress'; readonly id: number; readonly atUs: number; readonly endUs?: number }
  | { readonly kind: 'done'; readonly id: number; readonly summary: RunSummary }
  | { readonly kind: 'saved'; readonly id: number; readonly session: SavedSession }
  | { readonly kind: 'cancelled'; readonly id: number }
  /** The text, the pump file or an added entry is wrong; nothing was run. */
  | { readonly kind: 'problems'; readonly id: number; readonly problems: readonly TextProblem[] }
  /** The run failed: an unknown name, too many records, or a fault of the program. */
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: string;
      readonly message: string;
      readonly hint?: string;
    };
