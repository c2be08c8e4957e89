/** A decimal number with exactly `decimals` digits after the point. */
export interface NumberField {
  readonly kind: 'number';
  readonly key: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
  readonly doc?: string;
}

/** A non-negative integer in exactly `digits` uppercase hex digits. `bits` names the bits of a set from bit 0 up. */
export interface HexField {
  readonly kind: 'hex';
  readonly key: string;
  readonly name: string;
  readonly digits: number;
  readonly bits?: readonly string[];
  readonly doc?: string;
}

/** One word of a closed list. Its position is its code in the C header. */
export interface ChoiceField {
  readonly kind: 'choice';
  readonly key: string;
  readonly name: string;
  readonly choices: readonly string[];
  readonly doc?: string;
}

/** `key` is the name on the wire, `name` the name in code. The last part of the name is the unit. */
export type Field = NumberField | HexField | ChoiceField;

/** State of the device end when a request arrives. */
export type DeviceState = 'ready' | 'moving' | 'stopped';

export interface Verb {
  readonly doc: string;
  readonly args: readonly Field[];
  readonly reply: readonly Field[];
  readonly allowedIn: readonly DeviceState[];
  /** Restricts `stopped` in `allowedIn`. While a stop is latched, only these values of this argument are accepted. */
  readonly whenStopped?: { readonly name: string; readonly values: readonly (string | number)[] };
}

export interface EventRow {
  readonly doc: string;
  readonly fields: readonly Field[];
}

export interface ErrorRow {
  /** A permanent number. It is never given to another error. */
  readonly number: number;
  readonly doc: string;
  readonly fields: readonly Field[];
  /** True if the error is sent without a report, so that a host with another table can read it. */
  readonly bare?: boolean;
}

/** Everything on which two ends must agree. Codec, types, wire document and C header come from this table. */
export interface Vocabulary {
  readonly title: string;
  readonly version: number;
  /** Longest lines in bytes, LF included. */
  readonly requestBytesMax: number;
  readonly replyBytesMax: number;
  readonly counters: readonly string[];
  readonly report: readonly Field[];
  readonly verbs: Readonly<Record<string, Verb>>;
  readonly events: Readonly<Record<string, EventRow>>;
  readonly errors: Readonly<Record<string, ErrorRow>>;
}

export type Values = Readonly<Record<string, number | string>>;

type ValueOf<F> = F extends { readonly kind: 'choice'; readonly choices: readonly (infer C)[] } ? C : number;
type Named<L extends readonly Field[]> = { readonly [F in L[number] as F['name']]: ValueOf<F> };

export type VerbOf<V extends Vocabulary> = keyof V['verbs'] & string;
export type EventOf<V extends Vocabulary> = keyof V['events'] & string;
export type ArgsOf<V extends Vocabulary, K extends VerbOf<V>> = Named<V['verbs'][K]['args']>;
export type ReplyOf<V extends Vocabulary, K extends VerbOf<V>> = Named<V['verbs'][K]['reply']>;
export type FieldsOf<V extends Vocabulary, K extends EventOf<V>> = Named<V['events'][K]['fields']>;
export type ReportOf<V extends Vocabulary> = Named<V['report']>;
