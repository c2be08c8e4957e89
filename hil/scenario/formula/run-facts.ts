import type { EventRecord, TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Piece, SignalTraits } from './piece.ts';

/** Rule by which events set a state. */
export interface StateDeclaration {
  readonly event: string;
  /** Field of the event that holds the word of the state. */
  readonly field: string;
  /** Word before the first event. */
  readonly initial: string;
  /** Field that tells apart several states of one event, as the cause of an alarm. */
  readonly keyField?: string;
  /** Further fields that may name a group of those states, as the class of an alarm. */
  readonly groupFields?: readonly string[];
  /** All words of the state. */
  readonly words: readonly string[];
}

/** A signal that adds up amounts from events. It begins at 0. */
export interface LedgerDeclaration {
  /** Events that it reads. */
  readonly events: readonly string[];
  /** Called at the start of a run. Returns a function from an event to its amount. */
  begin(): (record: EventRecord) => number;
}

/** Facts about the signals and events of a run that the evaluation needs. */
export interface FormulaFacts {
  traitsOf(signal: string): SignalTraits;
  /** Processes the next record of the trace. Called before the predicates receive it. */
  hear(record: TraceRecord): void;
  /** States that no further record follows for the times heard so far. */
  settle(): void;
  /** Returns whether a record changes the error of the shaft. */
  changesShaft(record: TraceRecord): boolean;
  /** Returns the piece that a record of a signal begins. Undefined for a text. */
  pieceOf(record: Exclude<TraceRecord, EventRecord>): Piece | undefined;
  /** Returns whether a record is an event of this name and, if a text is given, of this text. */
  matches(record: EventRecord, event: string, text: string | undefined): boolean;
  readonly states: Readonly<Record<string, StateDeclaration>>;
  readonly ledgers: Readonly<Record<string, LedgerDeclaration>>;
}
