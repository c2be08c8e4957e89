import type { FilmsRead, StudyOutcome } from './study-reading.ts';

/** What became of the rotor in a roller study, and what its films let somebody say of it. */
export interface StudyResult {
  readonly name: string;
  readonly beforeDeg: number;
  readonly afterDeg: number;
  readonly movedDeg: number;
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
  /** Of the rotor, in truth. */
  readonly outcome: StudyOutcome;
  readonly films: FilmsRead;
}

/** `pass` near the study angle, `fail` near no motion, otherwise `partial`. */
export function outcomeOf(movedDeg: number, studyAngleDeg: number, toleranceDeg: number): StudyOutcome {
  if (Math.abs(movedDeg - studyAngleDeg) <= toleranceDeg) return 'pass';
  return Math.abs(movedDeg) <= toleranceDeg ? 'fail' : 'partial';
}

/** What a study proves and what it does not, in one sentence. */
export const STUDY_MEANING: Readonly<Record<StudyOutcome, string>> = {
  pass: 'The motor and the gears turned the rotor; whether drug leaves the catheter, the films do not show.',
  fail: 'The rotor did not turn; a magnet, an occlusion and a broken pump look alike on films, so read the event log and look for a field.',
  partial:
    'The rotor turned part of the way: a stall began or ended during the study, so repeat it away from any magnet.',
};
