import type { EventRecord, TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Piece, SignalTraits } from './piece.ts';

/** Rule by which a state follows from events. */
export interface StateDeclaration {
  readonly event: string;
  /** Field of the event that names the state's word. */
  readonly field: string;
  /** Word before the first event. */
  readonly initial: string;
  /** Field that tells several states of one event apart, as the cause of an alarm. */
  readonly keyField?: string;
  /** Further fields by which a group of those states may be named, as the class of an alarm. */
  readonly groupFields?: readonly string[];
  /** All words of the state. */
  readonly words: readonly string[];
}

/** A signal that adds up amounts in events. It begins at 0. */
export interface LedgerDeclaration {
  /** Events that it reads. */
  readonly events: readonly string[];
  /** Called at the start of a run. Returns the function that gives the amount of each event. */
  begin(): (record: EventRecord) => number;
}

/** Facts about the signals and events of a run that the evaluation needs. */
export interface RunFacts {
  traitsOf(signal: string): SignalTraits;
  /** Takes in the next record of the trace, before the predicates do. */
  hear(record: TraceRecord): void;
  /** Takes in that no record of a time up to now follows. */
  settle(): void;
  /** Returns whether a record changes the error of the shaft. */
  changesShaft(record: TraceRecord): boolean;
  /** Returns the piece that a record of a signal begins; undefined for a text. */
  pieceOf(record: Exclude<TraceRecord, EventRecord>): Piece | undefined;
  /** Returns whether a record is an event of this name with this text, if one is given. */
  matches(record: EventRecord, event: string, text: string | undefined): boolean;
  readonly states: Readonly<Record<string, StateDeclaration>>;
  readonly ledgers: Readonly<Record<string, LedgerDeclaration>>;
}
