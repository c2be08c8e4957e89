import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { StudyChecks } from '../scenario.ts';
import type { Explained, Reason } from './explained.ts';

/** Explains a check of a roller study by the rotor's turn and by its films. */
export function explainStudy({ check, evidence }: Explained<StudyChecks>): Reason {
  const { endUs } = evidence;
  const study = evidence.studies.find(({ name }) => name === check.study);
  const atUs = evidence.signals.entryEvents.find(({ name }) => name === check.study)?.t ?? endUs;
  if (study === undefined) {
    return {
      atUs: endUs,
      seen: `The run ended at ${pumpTimeText(endUs)}, before the study "${check.study}" was over.`,
    };
  }
  const { movedDeg, errorDeg, studyAngleDeg, toleranceDeg, outcome, films } = study;
  const error = errorDeg === 0 ? '' : ` plus or minus ${round(errorDeg)} deg`;
  const turned = `The rotor turned ${round(movedDeg)} deg${error} of the commanded ${round(studyAngleDeg)} deg, with a tolerance of ${round(toleranceDeg)} deg: outcome ${outcome}.`;
  const shown = `The ${films.filmed} films fit ${films.fitsDeg.join(', ')} deg and read as ${films.reads}.`;
  return {
    atUs,
    deciding: { text: `study ${check.study}`, fromUs: atUs, toUs: atUs },
    seen: `${turned} ${shown} They do not show: ${films.doesNotShow.join(' ')}`,
    wouldPass: wouldPassOf(check, outcome, films.reads, films.fitsDeg),
  };
}

function wouldPassOf(check: StudyChecks, outcome: string, reads: string, fitsDeg: readonly number[]): string {
  if (check.kind === 'outcome') return `\`outcome: ${outcome}\``;
  if (check.kind === 'reading') return `\`reading: ${reads}\``;
  return `\`films fit\` with one of ${fitsDeg.join(', ')} deg`;
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
