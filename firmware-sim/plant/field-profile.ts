import { US_PER_SECOND } from '../base/time-units.ts';
import { boreShare, type ScannerBore } from './field-source.ts';

/** Point of a changing field: time since it began, and its strength. */
export interface FieldPoint {
  readonly afterUs: number;
  readonly fieldMt: number;
}

/** Walk of the patient along the axis of a scanner. */
export interface Walk {
  /** Field in the centre of the scanner. */
  readonly centreMt: number;
  readonly bore: ScannerBore;
  readonly fromM: number;
  /** Distance from the centre at which the walk ends. 0: in the bore. */
  readonly closestM: number;
  readonly paceMPerS: number;
  /** True if the patient turns round at once. */
  readonly turnsRound: boolean;
}

const HALVINGS = 60;
/** Shares of the strongest field at which the profile has points. The pump's thresholds add further points. */
const SHARES = [0.01, 0.1, 0.5, 0.9];

/** Returns the strongest field of a walk, at its closest distance. */
export function strongestMt({ centreMt, bore, closestM }: Walk): number {
  return closestM === 0 ? centreMt : centreMt * boreShare(bore, closestM);
}

/** Returns the points of the approach: the times at which the field reaches each threshold, and its end. */
export function walkIn(walk: Walk, thresholdsMt: readonly number[]): readonly FieldPoint[] {
  const { centreMt, bore, fromM, closestM } = walk;
  const endMt = strongestMt(walk);
  const endUs = Math.ceil(wayUs(walk, closestM));
  const levels = [...thresholdsMt, ...SHARES.map((share) => share * endMt)]
    .filter((levelMt) => levelMt < endMt && levelMt > centreMt * boreShare(bore, fromM))
    .sort((a, b) => a - b);
  const points = [...new Set(levels)].map((levelMt) => ({
    afterUs: Math.min(endUs, Math.ceil(wayUs(walk, distanceOfM(walk, levelMt / centreMt)))),
    fieldMt: levelMt,
  }));
  return [...points, { afterUs: endUs, fieldMt: endMt }];
}

/** Mirrors the approach profile from the time at which the patient turns: levels are left in reverse order, at mirrored times. */
export function walkOut(points: readonly FieldPoint[], elapsedUs: number): readonly FieldPoint[] {
  const turnedUs = Math.min(elapsedUs, points.at(-1)?.afterUs ?? 0);
  const reached = points.filter((point) => point.afterUs <= elapsedUs);
  const levels = reached.map((point, i) => ({
    afterUs: turnedUs - point.afterUs,
    fieldMt: reached[i - 1]?.fieldMt ?? 0,
  }));
  return levels.reverse();
}

/** Returns the time from the start of the walk to a distance from the centre. */
function wayUs({ fromM, paceMPerS }: Walk, distanceM: number): number {
  return ((fromM - distanceM) / paceMPerS) * US_PER_SECOND;
}

/**
 * Returns the distance at which the field has fallen to a share. Uses bisection, because the share falls with distance.
 */
function distanceOfM({ bore, fromM }: Walk, share: number): number {
  let nearM = 0;
  let farM = fromM;
  for (let i = 0; i < HALVINGS; i += 1) {
    const middleM = (nearM + farM) / 2;
    if (boreShare(bore, middleM) > share) nearM = middleM;
    else farM = middleM;
  }
  return farM;
}
