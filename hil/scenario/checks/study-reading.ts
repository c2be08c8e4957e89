import type { Filmed } from '../actions/roller-study.ts';
import { triedWithin } from './tried-within.ts';

/** True outcome of a roller study. */
export type StudyOutcome = 'pass' | 'fail' | 'partial';

/** Outcome of a roller study according to its films. */
export type StudyReading = StudyOutcome | 'ambiguous';

/** Motion of the rotor in a study, and how the films are taken. */
export interface Seen {
  readonly movedDeg: number;
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
  readonly rollerCount: number;
  readonly filmed: Filmed;
  /** True if the pump lies back to front, so that films show it mirrored. */
  readonly flipped: boolean;
}

/** Conclusions that the films alone allow. */
export interface FilmsRead {
  readonly filmed: Filmed;
  readonly flipped: boolean;
  /** Angles within a turn either way that fit these films if the pump is not flipped. */
  readonly fitsDeg: readonly number[];
  /** Angles within a turn either way that fit these films if the pump is flipped. */
  readonly fitsFlippedDeg: readonly number[];
  readonly reads: StudyReading;
  readonly shows: readonly string[];
  readonly doesNotShow: readonly string[];
}

/** Resolution of a film. It also covers rounding errors in sums of motor steps. */
const READ_DEG = 0.01;

/**
 * Reads the films of a study. N equal rollers look alike every 360/N deg, so still films fit several angles. Live films
 * show direction and turns.
 */
export function filmsRead(seen: Seen): FilmsRead {
  const { movedDeg, filmed, flipped, rollerCount } = seen;
  const alikeDeg = filmed === 'live' ? Number.POSITIVE_INFINITY : 360 / rollerCount;
  const shownDeg = Math.round((flipped ? -movedDeg : movedDeg) / READ_DEG) * READ_DEG;
  const reads = readingOf(shownDeg, alikeDeg, seen);
  return {
    filmed,
    flipped,
    fitsDeg: anglesThatFit(shownDeg, alikeDeg),
    fitsFlippedDeg: anglesThatFit(-shownDeg, alikeDeg),
    reads,
    shows: [shown[reads]],
    doesNotShow: [...notShown[reads], ...(filmed === 'still' ? [NO_SENSE] : [])],
  };
}

/** Returns the readings of the films for all motions within an error of the measured motion. */
export function possibleReadings(seen: Seen, errorDeg: number): readonly StudyReading[] {
  const { movedDeg, studyAngleDeg, toleranceDeg, filmed, rollerCount } = seen;
  const alikeDeg = filmed === 'live' ? Number.POSITIVE_INFINITY : 360 / rollerCount;
  const changesDeg = [studyAngleDeg, -studyAngleDeg, 0]
    .flatMap((angleDeg) => [angleDeg - toleranceDeg, angleDeg + toleranceDeg])
    .map((angleDeg) => nearestAlike(angleDeg, movedDeg, alikeDeg));
  const triedDeg = triedWithin(movedDeg, errorDeg, changesDeg);
  return [...new Set(triedDeg.map((deg) => filmsRead({ ...seen, movedDeg: deg }).reads))];
}

/** Returns the angle nearest to another one, among the angles whose films look alike. */
function nearestAlike(angleDeg: number, nearDeg: number, alikeDeg: number): number {
  if (alikeDeg === Number.POSITIVE_INFINITY) return angleDeg;
  return angleDeg + alikeDeg * Math.round((nearDeg - angleDeg) / alikeDeg);
}

/** Returns the angles within a turn either way that fit the films, in order. */
function anglesThatFit(shownDeg: number, alikeDeg: number): readonly number[] {
  if (alikeDeg === Number.POSITIVE_INFINITY) return [rounded(shownDeg)];
  const firstDeg = shownDeg - alikeDeg * Math.floor((shownDeg + 360) / alikeDeg);
  const count = Math.floor((360 - firstDeg) / alikeDeg) + 1;
  return Array.from({ length: count }, (_, i) => rounded(firstDeg + i * alikeDeg));
}

function rounded(angleDeg: number): number {
  return Number(angleDeg.toFixed(2)) + 0;
}

function readingOf(shownDeg: number, alikeDeg: number, { studyAngleDeg, toleranceDeg }: Seen): StudyReading {
  const fits = (angleDeg: number): boolean => apartDeg(shownDeg, angleDeg, alikeDeg) <= toleranceDeg;
  const [asked, none] = [fits(studyAngleDeg), fits(0)];
  if (asked) return none ? 'ambiguous' : 'pass';
  if (none) return 'fail';
  return fits(-studyAngleDeg) ? 'ambiguous' : 'partial';
}

/** Returns whether the films of some angles also fit another angle, within a tolerance. */
export function filmsFit(fitsDeg: readonly number[], angleDeg: number, toleranceDeg: number): boolean {
  return fitsDeg.some((fitDeg) => Math.abs(fitDeg - angleDeg) <= toleranceDeg);
}

function apartDeg(aDeg: number, bDeg: number, alikeDeg: number): number {
  const apart = Math.abs(aDeg - bDeg);
  if (alikeDeg === Number.POSITIVE_INFINITY) return apart;
  const within = apart - alikeDeg * Math.floor(apart / alikeDeg);
  return Math.min(within, alikeDeg - within);
}

const NO_SENSE = 'Direction and number of turns: equal rollers leave the same films for each angle that fits.';

const shown: Readonly<Record<StudyReading, string>> = {
  pass: 'An angle that fits the commanded one: motor and gears can turn the rotor.',
  fail: 'No turn, or a turn that moved each roller to the place of another.',
  partial: 'A turn that differs from the commanded one: a stall began or ended during the study.',
  ambiguous:
    'Films with several explanations: the commanded angle on a flipped pump, part of it, or none. The catheter connector shows whether the pump is flipped.',
};

const notShown: Readonly<Record<StudyReading, readonly string[]>> = {
  pass: ['Whether drug leaves the catheter: a blocked, leaking or torn catheter passes as well.'],
  fail: [
    'The cause: a magnet now or shortly before, bound gears, an occlusion and a broken motor look alike. Read the event log, and repeat the study away from any magnet.',
  ],
  partial: ['Whether the rotor turns now: repeat the study away from any magnet.'],
  ambiguous: ['Whether the rotor turned as commanded. Live fluoroscopy shows it.'],
};
