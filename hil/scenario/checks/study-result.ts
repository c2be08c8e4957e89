import type { FilmsRead, StudyOutcome, StudyReading } from './study-reading.ts';
import { triedWithin } from './tried-within.ts';

/** Result of a roller study: the rotor's true motion, and the conclusions from its films. */
export interface StudyResult {
  readonly name: string;
  readonly beforeDeg: number;
  readonly afterDeg: number;
  readonly movedDeg: number;
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
  /** Largest error of the motion: the resolution of the rig and its overrun. */
  readonly errorDeg: number;
  /** True outcome, according to the motion of the rotor. */
  readonly outcome: StudyOutcome;
  /** Outcomes of all motions inside the error. */
  readonly possibleOutcomes: readonly StudyOutcome[];
  readonly films: FilmsRead;
  /** Readings of the films of all motions inside the error. */
  readonly possibleReadings: readonly StudyReading[];
}

/** Returns `pass` near the study angle, `fail` near no motion, `partial` otherwise. */
export function outcomeOf(movedDeg: number, studyAngleDeg: number, toleranceDeg: number): StudyOutcome {
  if (Math.abs(movedDeg - studyAngleDeg) <= toleranceDeg) return 'pass';
  return Math.abs(movedDeg) <= toleranceDeg ? 'fail' : 'partial';
}

/** Sentences that explain what each outcome proves. */
export const STUDY_MEANING: Readonly<Record<StudyOutcome, string>> = {
  pass: 'The motor and the gears turned the rotor. The films do not show whether drug leaves the catheter.',
  fail: 'The rotor did not turn. A magnet, an occlusion and a broken pump look alike on films: read the event log and look for a field.',
  partial: 'The rotor turned part of the way: a stall began or ended during the study. Repeat it away from any magnet.',
};

/** Returns the outcomes of all motions within an error of the measured motion. */
export function possibleOutcomes(
  movedDeg: number,
  errorDeg: number,
  studyAngleDeg: number,
  toleranceDeg: number,
): readonly StudyOutcome[] {
  // The outcome changes only at these motions. Beside each of them both outcomes occur.
  const changesDeg = [studyAngleDeg - toleranceDeg, studyAngleDeg + toleranceDeg, -toleranceDeg, toleranceDeg];
  const triedDeg = triedWithin(movedDeg, errorDeg, changesDeg);
  return [...new Set(triedDeg.map((deg) => outcomeOf(deg, studyAngleDeg, toleranceDeg)))];
}
