/** One lane: signals, states and events over time, on one axis of values. */
export interface LaneView {
  /** Unique in its run. */
  readonly id: string;
  readonly title: string;
  /** Unit of all signals of the lane; empty for ratios and for a lane of states. */
  readonly unit: string;
  /** `log` leaves values of zero and less out, as for a field in mT. */
  readonly scale: 'linear' | 'log';
  readonly signals: readonly SignalView[];
  readonly states: readonly StateRow[];
  readonly marks: readonly MarkView[];
  /** Bands of values, such as the assumed threshold or the limits of a check. */
  readonly bands: readonly BandView[];
}

/** What a signal stands for. It decides colour and dash; a page that hides the truth leaves `truth` out. */
export type Role = 'truth' | 'belief' | 'command' | 'rig' | 'input';

/** A signal that changes by pieces. */
export interface SignalView {
  /** Name in the trace: `true.deliveredMl`. */
  readonly name: string;
  /** Name for people: `delivered`. */
  readonly label: string;
  readonly role: Role;
  /** `step` holds its value, `line` continues with its slope, `curve` is a line or approaches a value. */
  readonly kind: 'step' | 'line' | 'curve';
  readonly unit: string;
  readonly pieces: Pieces;
  /** Lower bound of the value: a mean line may cross it before its next piece. */
  readonly min: number | null;
}

/**
 * Pieces of a signal in columns of one length, by time. Of several pieces at one time the last counts. A piece lasts until the
 * next, the last one until the end of the run.
 */
export interface Pieces {
  readonly tUs: Float64Array;
  /** Value at the start of each piece. */
  readonly v: Float64Array;
  /** Slope per second; null if all are zero. */
  readonly r: Float64Array | null;
  /** Value that a piece approaches, v + (to - v)(1 - exp(-elapsed / tauUs)); NaN for a line; null if all are lines. */
  readonly to: Float64Array | null;
  readonly tauUs: Float64Array | null;
}

/** States over time as text, such as those of the rotor. */
export interface StateRow {
  readonly name: string;
  readonly label: string;
  readonly role: Role;
  /** What a gap means; absent if no state is known there. */
  readonly resting?: string;
  /** In order. */
  readonly spans: readonly StateSpan[];
}

/** `bad` is a state that harms delivery, such as a held rotor or an alarm. */
export type Tone = 'plain' | 'good' | 'bad';

/** One state. */
export interface StateSpan {
  readonly fromUs: number;
  readonly toUs: number;
  readonly text: string;
  readonly tone: Tone;
}

/** An event on a lane. */
export interface MarkView {
  readonly atUs: number;
  readonly text: string;
  readonly tone: Tone;
}

/** A band of values. An open end is null. */
export interface BandView {
  readonly from: number | null;
  readonly to: number | null;
  readonly label: string;
  /** `assumed` is hatched. */
  readonly kind: 'limit' | 'assumed';
}
