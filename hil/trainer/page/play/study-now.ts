import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { EventRecord } from '../../../../firmware-sim/trace/record.ts';
import { filmsRead } from '../../../scenario/checks/study-reading.ts';
import { outcomeOf } from '../../../scenario/checks/study-result.ts';
import type { FilmView, StudyView } from '../../../viewer/study-view.ts';
import type { RunTrace } from './run-trace.ts';

/** Roller study that began last, with the films taken so far. Undefined before the first, and for a pump without a rotor. */
export function studyAt(
  trace: RunTrace,
  { drive }: Product,
  atUs: number,
  isSeeThrough: boolean,
): StudyView | undefined {
  const asked = trace.lastEvent('in.rollerStudy', atUs);
  if (asked === undefined || drive.kind !== 'rollers') return undefined;
  const { rollerCount, studyAngleDeg, studyToleranceDeg } = drive.quantities;
  const filmed = asked.filmed === 'live' ? 'live' : 'still';
  const taken = trace.eventsUntil('true.film', atUs).filter(({ t }) => t >= asked.t);
  const films = filmed === 'live' && taken.length === 1 ? [...taken, livePicture(trace, taken[0], atUs)] : taken;
  const isFlipped = films[0]?.flipped === true;
  const [before, after] = films;
  const movedDeg = before === undefined || after === undefined ? 0 : Number(after.rotorDeg) - Number(before.rotorDeg);
  const seen = {
    movedDeg,
    studyAngleDeg: studyAngleDeg.value,
    toleranceDeg: studyToleranceDeg.value,
    rollerCount: rollerCount.value,
    filmed,
    flipped: isFlipped,
  } as const;
  const read = filmsRead(seen);
  const outcome = outcomeOf(movedDeg, seen.studyAngleDeg, seen.toleranceDeg);
  return {
    ...read,
    name: nameOf(trace, asked),
    rollerCount: seen.rollerCount,
    commandedDeg: seen.studyAngleDeg,
    toleranceDeg: seen.toleranceDeg,
    isFlipped,
    films: films.map((film, i) => ({ ...filmView(film, isSeeThrough), isTurning: i >= taken.length })),
    possibleReadings: [read.reads],
    truth:
      isSeeThrough && films.length === 2
        ? { movedDeg, errorDeg: 0, outcome, possibleOutcomes: [outcome], meaning: '' }
        : null,
    rig: null,
  };
}

/** Picture of fluoroscopy while the rotor turns. */
function livePicture(trace: RunTrace, first: EventRecord | undefined, atUs: number): EventRecord {
  const rotorDeg = trace.valueAt('true.rotorDeg', atUs) ?? 0;
  const shownDeg = first?.flipped === true ? -rotorDeg : rotorDeg;
  return { t: atUs, e: 'true.film', rotorDeg, filmDeg: ((shownDeg % 360) + 360) % 360 };
}

function filmView({ t, filmDeg, rotorDeg }: EventRecord, isSeeThrough: boolean): FilmView {
  return { atUs: t, filmDeg: Number(filmDeg), rotorDeg: isSeeThrough ? Number(rotorDeg) : null };
}

/** Name of the entry that asked for the study. */
function nameOf(trace: RunTrace, { t }: EventRecord): string {
  const entry = trace.eventsUntil('bench.entry', t).findLast(({ kind }) => kind === 'roller study');
  return String(entry?.name ?? 'study');
}
