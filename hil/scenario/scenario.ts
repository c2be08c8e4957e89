import type { RefusalReason, RefusedField } from '../../firmware-sim/base/refusal.ts';
import type { Program, PumpState } from '../../firmware-sim/base/therapy.ts';
import type { MrLabelChoice } from '../../firmware-sim/products/mr-label.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import type { FilePlace, Place } from '../yaml/place.ts';
import type { Action } from './actions/action-table.ts';
import type { StudyOutcome, StudyReading } from './checks/study-reading.ts';
import type { Pattern } from './patterns/pattern.ts';
import type { ScenarioFile } from './sources/scenario-sources.ts';

export interface TimelineEntry {
  /** Unique name: written in the scenario, or made from the action and its place. */
  readonly name: string;
  readonly atUs: number;
  readonly action: Action;
  readonly place: Place;
}

/** Minutes since Monday 00:00. Both ends are included. */
export interface StampRange {
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/** Event that an expectation names: `pump.log "motor stall"`, `pump.alarm critical`. */
export interface EventPattern {
  readonly event: string;
  /** Value of the event's main field (see `event-pattern.ts`). Without it every value matches. */
  readonly text?: string;
  /** Date and time of a log entry by the pump's clock. Without it every stamp matches. */
  readonly stamp?: StampRange;
}

export type Anchor =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'time'; readonly atUs: number }
  | { readonly kind: 'entry'; readonly entry: string }
  /** First occurrence of `pattern`. With `next`: the first occurrence of `next` after that one. */
  | { readonly kind: 'event'; readonly pattern: EventPattern; readonly next?: EventPattern };

/** Part of the run that an expectation checks. */
export type Scope =
  | { readonly kind: 'throughout' }
  /** From an entry until the next entry with the same action key. */
  | { readonly kind: 'during'; readonly entry: string }
  | {
      readonly kind: 'after';
      readonly anchor: Anchor;
      readonly withinUs?: number;
      /** If this event occurs within the span, the expectation is not decided. */
      readonly unless?: EventPattern;
    }
  | { readonly kind: 'at'; readonly anchor: Anchor };

export interface Bounds {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Checks of a roller study: the true outcome, the reading of the films, or an angle that fits the films. */
export type StudyChecks =
  | { readonly kind: 'outcome'; readonly study: string; readonly is: StudyOutcome }
  | { readonly kind: 'reading'; readonly study: string; readonly is: StudyReading }
  | { readonly kind: 'films fit'; readonly study: string; readonly angleDeg: number };

/** Expects that the pump refuses an entry. A field of the program or a reason may be named. */
export interface RefusedCheck {
  readonly kind: 'refused';
  readonly entry: string;
  readonly by: RefusedField | RefusalReason;
}

/** Expects that the pump accepts an entry. */
export interface AcceptedCheck {
  readonly kind: 'accepted';
  readonly entry: string;
}

export type Check =
  | { readonly kind: 'see'; readonly pattern: EventPattern }
  | { readonly kind: 'never see'; readonly pattern: EventPattern }
  /** Bounds of the largest minus the smallest value. */
  | { readonly kind: 'changes'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  /** Bounds of the last minus the first value. */
  | { readonly kind: 'advances'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  /** Bounds of the value at one moment. */
  | { readonly kind: 'value'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  /** Bounds of the value at every moment. */
  | { readonly kind: 'always'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  /** A formula over the whole run judges the check. */
  | PatternCheck
  | RefusedCheck
  | AcceptedCheck
  | StudyChecks;

/** A check that a formula judges. */
export interface PatternCheck {
  readonly kind: 'pattern';
  readonly pattern: Pattern;
}

export function isOfStudy(check: Check): check is StudyChecks {
  return check.kind === 'outcome' || check.kind === 'reading' || check.kind === 'films fit';
}

/** Returns whether a check is one of the pump's answer to an entry. */
export function isOfAnswer(check: Check): check is RefusedCheck | AcceptedCheck {
  return check.kind === 'refused' || check.kind === 'accepted';
}

export interface Expectation {
  readonly name: string;
  readonly scope: Scope;
  readonly check: Check;
  /** Ids of the requirements that this expectation covers. */
  readonly requires: readonly string[];
  /** A pass between this value and the limit is marginal. In the unit of the limit; microseconds for a time. */
  readonly marginalFrom?: number;
  /** True if the event that begins the span need not occur. */
  readonly mayNeverHappen?: true;
  readonly place: Place;
}

/** Returns the names of the entries whose answer a check judges. Their refusal does not end a run. */
export function answeredEntries(expect: readonly Expectation[]): ReadonlySet<string> {
  return new Set(expect.flatMap(({ check }) => (isOfAnswer(check) ? [check.entry] : [])));
}

/** Returns the names of the entries that the pump has to refuse. */
export function refusedEntries(expect: readonly Expectation[]): ReadonlySet<string> {
  return new Set(expect.flatMap(({ check }) => (check.kind === 'refused' ? [check.entry] : [])));
}

export interface PumpSetup extends PumpState {
  readonly product: string;
  readonly program: Program;
  /** MR label that applies. Absent: the newest label of the product's main region. */
  readonly mrLabel?: MrLabelChoice;
  readonly place: Place;
}

/** A scenario: a pump, a timeline of actions, and expectations. Every rig runs the same scenario. */
export interface Scenario {
  readonly name: string;
  readonly says: string;
  readonly tags: readonly string[];
  /** Name of the scenario's file, for messages. */
  readonly file: string;
  /** The YAML text and its SHA-256. Both are empty for a scenario that a program built. */
  readonly text: string;
  /** Call that built the scenario; null if a program built it at an unknown place. Absent: read from a file. */
  readonly builtAt?: FilePlace | null;
  readonly textHash: string;
  readonly pump: PumpSetup;
  /** Set if the field comes from the rig's sensor and not from the timeline. */
  readonly fieldFrom?: { readonly what: 'sensor'; readonly place: Place };
  /** Set if slip of the rig's shaft is an input of the scenario and not a failure of the rig. */
  readonly rigSlip?: { readonly what: 'allowed'; readonly place: Place };
  readonly timeline: readonly TimelineEntry[];
  readonly expect: readonly Expectation[];
  /** Firmware in the pump's place, as `--firmware` names it. Absent: the model. */
  readonly firmware?: { readonly path: string; readonly place: Place };
  /** Longest pump time of the run. Default: 30 days. */
  readonly runAtMostUs: number;
  /** Pump time at which the run ends, whatever is open. Absent: it ends with its last entry and expectation. */
  readonly endsAtUs?: number;
  /** Text of each parameter's value in this run. Absent for a scenario without parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The product from the pump file that `product` names. Absent for a shipped product. */
  readonly ownProduct?: Product;
  /** Files that the scenario names, as read. Absent if it names none. */
  readonly files?: readonly ScenarioFile[];
}
