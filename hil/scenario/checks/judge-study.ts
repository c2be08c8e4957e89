import type { Truth } from '../readings/reading.ts';
import type { StudyChecks } from '../scenario.ts';
import { type Finding, undecided } from './measurement.ts';
import { filmsFit } from './study-reading.ts';
import type { StudyResult } from './study-result.ts';

/** Compares the films of a study with an expectation about the films. */
export function judgeStudy(name: string, check: StudyChecks, studies: readonly StudyResult[]): Finding {
  const result = studies.find((study) => study.name === check.study);
  const limits = limitsOf(check);
  if (result === undefined) return undecided(name, '', limits, 'cut', 'the run ended before the study');
  const finding = { name, value: shownBy(check, result), unit: '', limits, margin: null };
  const truth = meets(check, result);
  if (truth !== 'unknown') return { ...finding, verdict: truth === 'true' ? 'pass' : 'fail' };
  const note = `the rotor moved by ${angleText(result.movedDeg)}, and the rig resolves ${angleText(result.errorDeg)}: inside that error both answers occur`;
  return { ...finding, verdict: 'not decided', reason: 'cannot tell', note };
}

function angleText(angleDeg: number): string {
  return `${Number(angleDeg.toPrecision(4))} deg`;
}

function limitsOf(check: StudyChecks): string {
  if (check.kind === 'films fit') return `films that fit ${check.angleDeg} deg`;
  return check.kind === 'outcome' ? `outcome ${check.is}` : `films read as ${check.is}`;
}

function shownBy(check: StudyChecks, { outcome, films }: StudyResult): string {
  if (check.kind === 'films fit') return films.fitsDeg.join(', ');
  return check.kind === 'outcome' ? outcome : films.reads;
}

/**
 * Returns `true` if every motion inside the error meets the expectation, `false` if none does, otherwise `unknown`.
 */
function meets(check: StudyChecks, result: StudyResult): Truth {
  if (check.kind === 'films fit') return filmsMeet(check.angleDeg, result);
  const possible: readonly string[] = check.kind === 'outcome' ? result.possibleOutcomes : result.possibleReadings;
  if (!possible.includes(check.is)) return 'false';
  return possible.length === 1 ? 'true' : 'unknown';
}

function filmsMeet(angleDeg: number, { films, toleranceDeg, errorDeg }: StudyResult): Truth {
  if (filmsFit(films.fitsDeg, angleDeg, toleranceDeg - errorDeg)) return 'true';
  return filmsFit(films.fitsDeg, angleDeg, toleranceDeg + errorDeg) ? 'unknown' : 'false';
}
