import type { FilmsRead, StudyOutcome } from './study-reading.ts';

/** Result of a roller study: the rotor's true motion, and the conclusions from its films. */
export interface StudyResult {
  readonly name: string;
  readonly beforeDeg: number;
  readonly afterDeg: number;
  readonly movedDeg: number;
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
  /** True outcome, by the rotor's motion. */
  readonly outcome: StudyOutcome;
  readonly films: FilmsRead;
}

/** Returns `pass` near the study angle, `fail` near no motion, otherwise `partial`. */
export function outcomeOf(movedDeg: number, studyAngleDeg: number, toleranceDeg: number): StudyOutcome {
  if (Math.abs(movedDeg - studyAngleDeg) <= toleranceDeg) return 'pass';
  return Math.abs(movedDeg) <= toleranceDeg ? 'fail' : 'partial';
}

/** Explains what each outcome proves. */
export const STUDY_MEANING: Readonly<Record<StudyOutcome, string>> = {
  pass: 'The motor and the gears turned the rotor. The films do not show whether drug leaves the catheter.',
  fail: 'The rotor did not turn. A magnet, an occlusion and a broken pump look alike on films: read the event log and look for a field.',
  partial: 'The rotor turned part of the way: a stall began or ended during the study. Repeat it away from any magnet.',
};
