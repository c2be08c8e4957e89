import type { ReadingName } from './texts/texts.ts';

/** Outcome of a roller study by the rotor's motion. */
export type OutcomeName = 'pass' | 'fail' | 'partial';

/** A roller study as its films show it. It holds no truth besides `truth`. */
export interface StudyView {
  readonly name: string;
  readonly rollerCount: number;
  readonly commandedDeg: number;
  /** Error of reading an angle from two films. */
  readonly toleranceDeg: number;
  /** `still`: one film before and one after. `live`: fluoroscopy in between as well. */
  readonly filmed: 'still' | 'live';
  /** True if the pump lies back to front, so that films show it mirrored. */
  readonly isFlipped: boolean;
  /** The film before and the film after; the second is missing if the run ended first. */
  readonly films: readonly FilmView[];
  /** Angles within a turn either way that leave these films, in order, if the pump is not flipped. */
  readonly fitsDeg: readonly number[];
  /** Angles within a turn either way that leave these films, in order, if the pump is flipped. */
  readonly fitsFlippedDeg: readonly number[];
  readonly reads: ReadingName;
  /** Readings of all motions within the error of the rig. */
  readonly possibleReadings: readonly ReadingName[];
  readonly shows: readonly string[];
  readonly doesNotShow: readonly string[];
  /** Null on a page that hides the truth. */
  readonly truth: StudyTruth | null;
  /** Motion of the rig's shaft by its own encoder; null without a rig. */
  readonly rig: { readonly movedDeg: number; readonly resolutionDeg: number } | null;
}

/** One film. */
export interface FilmView {
  readonly atUs: number;
  /** Angle on the film, from 0 to 360, mirrored if the pump is flipped. */
  readonly filmDeg: number;
  /** Angle of the rotor; null on a page that hides the truth. */
  readonly rotorDeg: number | null;
  /** True for a picture of fluoroscopy while the rotor still turns. */
  readonly isTurning?: boolean;
}

/** The rotor's motion in a study. */
export interface StudyTruth {
  readonly movedDeg: number;
  readonly errorDeg: number;
  readonly outcome: OutcomeName;
  readonly possibleOutcomes: readonly OutcomeName[];
  /** What the outcome proves. */
  readonly meaning: string;
}
