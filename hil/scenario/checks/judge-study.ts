import type { StudyChecks } from '../scenario.ts';
import { type Finding, undecided } from './measurement.ts';
import { filmsFit } from './study-reading.ts';
import type { StudyResult } from './study-result.ts';

/** Compares the films of a study with an expectation about them. */
export function judgeStudy(name: string, check: StudyChecks, studies: readonly StudyResult[]): Finding {
  const result = studies.find((study) => study.name === check.study);
  const limits = limitsOf(check);
  if (result === undefined) return undecided(name, '', limits, 'cut', 'the run ended before the study');
  return {
    name,
    value: shownBy(check, result),
    unit: '',
    limits,
    margin: null,
    verdict: meets(check, result) ? 'pass' : 'fail',
  };
}

function limitsOf(check: StudyChecks): string {
  if (check.kind === 'films fit') return `films that fit ${check.angleDeg} deg`;
  return check.kind === 'outcome' ? `outcome ${check.is}` : `films read as ${check.is}`;
}

function shownBy(check: StudyChecks, { outcome, films }: StudyResult): string {
  if (check.kind === 'films fit') return films.fitsDeg.join(', ');
  return check.kind === 'outcome' ? outcome : films.reads;
}

function meets(check: StudyChecks, { outcome, films, toleranceDeg }: StudyResult): boolean {
  if (check.kind === 'films fit') return filmsFit(films.fitsDeg, check.angleDeg, toleranceDeg);
  return check.is === (check.kind === 'outcome' ? outcome : films.reads);
}
