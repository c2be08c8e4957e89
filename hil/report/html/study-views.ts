import type { RigIdentity } from '../../rigs/rig.ts';
import { STUDY_MEANING, type StudyResult } from '../../scenario/checks/study-result.ts';
import type { SignalView } from '../../viewer/lane-view.ts';
import { signalValueAt } from '../../viewer/piece-value.ts';
import type { FilmView, StudyView } from '../../viewer/study-view.ts';
import type { KeptFilm } from './run-records.ts';

interface StudySources {
  readonly films: readonly KeptFilm[];
  readonly rollerCount: number;
  readonly rig: RigIdentity | null;
  /** Records of the rig's shaft; undefined without a rig that turns. */
  readonly shaft: SignalView | undefined;
}

/** Joins the results of the studies with their films. Each result belongs to a pair of films, in order. */
export function studyViewsOf(results: readonly StudyResult[], sources: StudySources): readonly StudyView[] {
  const pairs = filmPairs(sources.films);
  return results.map((result, index) => viewOf(result, pairs[index] ?? [], sources));
}

function filmPairs(films: readonly KeptFilm[]): readonly (readonly KeptFilm[])[] {
  const pairs: (readonly KeptFilm[])[] = [];
  let before: KeptFilm | undefined;
  for (const film of films) {
    if (film.number === 1) before = film;
    else pairs.push(before === undefined ? [film] : [before, film]);
  }
  return pairs;
}

function viewOf(result: StudyResult, pair: readonly KeptFilm[], sources: StudySources): StudyView {
  const { films, movedDeg, errorDeg, outcome, possibleOutcomes } = result;
  return {
    name: result.name,
    rollerCount: sources.rollerCount,
    commandedDeg: result.studyAngleDeg,
    toleranceDeg: result.toleranceDeg,
    filmed: films.filmed,
    isFlipped: films.flipped,
    films: pair.map(({ atUs, filmDeg, rotorDeg }): FilmView => ({ atUs, filmDeg, rotorDeg })),
    fitsDeg: films.fitsDeg,
    fitsFlippedDeg: films.fitsFlippedDeg,
    reads: films.reads,
    possibleReadings: result.possibleReadings,
    shows: films.shows,
    doesNotShow: films.doesNotShow,
    truth: { movedDeg, errorDeg, outcome, possibleOutcomes, meaning: STUDY_MEANING[outcome] },
    rig: rigMotion(pair, sources),
  };
}

/** Motion of the rig's shaft between two films, by its own encoder. */
function rigMotion([before, after]: readonly KeptFilm[], { shaft, rig }: StudySources): StudyView['rig'] {
  if (before === undefined || after === undefined || shaft === undefined || rig === null) return null;
  const [from, to] = [signalValueAt(shaft, before.atUs), signalValueAt(shaft, after.atUs)];
  return to === undefined ? null : { movedDeg: to - (from ?? 0), resolutionDeg: rig.resolutionDeg };
}
