import type { Filmed } from '../actions/roller-study.ts';

/** What became of the rotor in truth. */
export type StudyOutcome = 'pass' | 'fail' | 'partial';

export type StudyReading = StudyOutcome | 'ambiguous';

/** What was to be seen, and by which means. */
export interface Seen {
  readonly movedDeg: number;
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
  readonly rollerCount: number;
  readonly filmed: Filmed;
  /** The pump lies with its back to the front, so that films show it mirrored. */
  readonly flipped: boolean;
}

/** What somebody can say who has the films and knows nothing else. */
export interface FilmsRead {
  readonly filmed: Filmed;
  readonly flipped: boolean;
  /** Every angle within a turn to either side that leaves these films, if the pump is not flipped. */
  readonly fitsDeg: readonly number[];
  /** The same if it is flipped. */
  readonly fitsFlippedDeg: readonly number[];
  readonly reads: StudyReading;
  readonly shows: readonly string[];
  readonly doesNotShow: readonly string[];
}

/** Films are not read finer; it also takes rounding out of sums of motor steps. */
const READ_DEG = 0.01;

/** Equal rollers look alike every 360/N deg, so still films leave a set of angles; live ones give sense and count. */
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

/** Within a turn to either side, in order. */
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

/** Whether films of an angle fit another one, to a tolerance. */
export function filmsFit(fitsDeg: readonly number[], angleDeg: number, toleranceDeg: number): boolean {
  return fitsDeg.some((fitDeg) => Math.abs(fitDeg - angleDeg) <= toleranceDeg);
}

function apartDeg(aDeg: number, bDeg: number, alikeDeg: number): number {
  const apart = Math.abs(aDeg - bDeg);
  if (alikeDeg === Number.POSITIVE_INFINITY) return apart;
  const within = apart - alikeDeg * Math.floor(apart / alikeDeg);
  return Math.min(within, alikeDeg - within);
}

const NO_SENSE = 'Which way and how often: equal rollers leave the same films for each angle that fits.';

const shown: Readonly<Record<StudyReading, string>> = {
  pass: 'An angle that fits the one asked for: motor and gears can turn the rotor.',
  fail: 'No turn, or one that puts a roller where another was.',
  partial: 'A turn that is neither the one asked for nor none: a stall began or ended during the study.',
  ambiguous:
    'Films that fit more than one story: the angle asked for on a flipped pump, part of it, or none. The catheter connector tells whether the pump is flipped.',
};

const notShown: Readonly<Record<StudyReading, readonly string[]>> = {
  pass: ['Whether drug leaves the catheter: a blocked, leaking or torn one passes as well.'],
  fail: [
    'Why: a magnet now or shortly before, gears still bound, an occlusion and a broken motor look alike. The event log and a repeat away from any magnet tell more.',
  ],
  partial: ['Whether it turns now: repeat it away from any magnet.'],
  ambiguous: ['Whether the rotor turned as asked; live fluoroscopy does.'],
};
