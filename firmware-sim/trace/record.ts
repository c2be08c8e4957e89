/**
 * Fields of an event. They have plain values only, so that a record is one line of JSON. An undefined field is left
 * out.
 */
export type EventFields = Readonly<
  Record<string, number | string | boolean | readonly string[] | readonly number[] | undefined>
>;

/** A value that holds until the next record of the signal. `b`: board time, in records of a rig. */
export interface StepRecord {
  readonly t: number;
  readonly b?: number;
  readonly s: string;
  readonly v: number | string;
}

/** A value and its slope per second. */
export interface LineRecord {
  readonly t: number;
  readonly b?: number;
  readonly s: string;
  readonly v: number;
  readonly r: number;
}

/** A value that approaches another: v + (to - v) (1 - exp(-elapsed / tauUs)). */
export interface ExponentialRecord {
  readonly t: number;
  readonly b?: number;
  readonly s: string;
  readonly v: number;
  readonly to: number;
  readonly tauUs: number;
}

export interface EventRecord {
  readonly t: number;
  readonly b?: number;
  readonly e: string;
  readonly [field: string]: EventFields[string];
}

export type TraceRecord = StepRecord | LineRecord | ExponentialRecord | EventRecord;

export function isEvent(record: TraceRecord): record is EventRecord {
  return 'e' in record;
}

export function nameOf(record: TraceRecord): string {
  return isEvent(record) ? record.e : record.s;
}
