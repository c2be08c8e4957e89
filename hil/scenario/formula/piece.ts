import { exp } from '../../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';

/** Course of a signal from one record to the next: a line, or an exponential approach to `to`. */
export interface Piece {
  readonly atUs: number;
  readonly value: number;
  readonly perSecond: number;
  readonly to?: number;
  readonly tauUs?: number;
  /**
   * Size of the steps in which the true value moves along the line. The first step comes a whole step after the record.
   */
  readonly quantum?: number;
  /** Largest distance from the true value: at the record's own time, and after it. */
  readonly errorAtStart: number;
  readonly error: number;
}

/** Properties that all pieces of a signal share. */
export interface SignalTraits {
  /** Lower bound of the true value. */
  readonly min?: number;
  /**
   * Parts of the error of a line. Signals that have a common source and were recorded at the same time share that part.
   */
  readonly errorParts?: readonly ErrorPart[];
  /** Signed error that all signals of the rig's shaft share, as known at a time. 0 without a rig. */
  readonly shaftErrorAt?: (timeUs: number) => number;
  /** Reads the signal more exactly than its line and error do. Absent for a signal without an error. */
  readonly readings?: SignalReadings | undefined;
}

/** Bounds of a signal, without the error of the shaft. */
export interface Enclosure {
  readonly low: number;
  readonly high: number;
}

/** Reads a signal. It must have been recorded up to the times that are read. */
export interface SignalReadings {
  /**
   * Returns the least and the greatest lower bound between two times, and the same for the upper bound. Undefined
   * before the first record.
   */
  range(fromUs: number, toUs: number): { readonly min: Enclosure; readonly max: Enclosure } | undefined;
}

/** Part of a signal's error: the distance of a source from its line, with the sign that it has in this signal. */
export interface ErrorPart {
  readonly source: string;
  readonly sign: 1 | -1;
  readonly size: number;
}

/** Rounding of a slope in double precision may cost this share of a step. */
const STEP_SLACK = 1e-6;

/** Returns the value of a piece at a time, in whole steps and not below the lower bound. */
export function pieceAt(piece: Piece, traits: SignalTraits, timeUs: number): number {
  const { min } = traits;
  const { quantum } = piece;
  const drawn = quantum === undefined ? meanOf(piece, timeUs) : stepsOf(piece, quantum, timeUs);
  return min === undefined ? drawn : Math.max(min, drawn);
}

/** Returns the value of the mean line or of the curve. */
export function meanOf({ atUs, value, perSecond, to, tauUs }: Piece, timeUs: number): number {
  if (to === undefined || tauUs === undefined) return value + (perSecond * (timeUs - atUs)) / US_PER_SECOND;
  return to + (value - to) * exp((atUs - timeUs) / tauUs);
}

function stepsOf({ atUs, value, perSecond }: Piece, quantum: number, timeUs: number): number {
  const moved = (perSecond * (timeUs - atUs)) / US_PER_SECOND;
  const steps = Math.floor(Math.abs(moved) / quantum + STEP_SLACK);
  return value + Math.sign(moved) * steps * quantum;
}

/** Returns the slope in units per `perUs` microseconds. */
export function slopeOf({ atUs, value, perSecond, to, tauUs }: Piece, perUs: number, timeUs: number): number {
  if (to === undefined || tauUs === undefined) return (perSecond * perUs) / US_PER_SECOND;
  return ((to - value) * exp((atUs - timeUs) / tauUs) * perUs) / tauUs;
}
