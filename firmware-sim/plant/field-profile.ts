/** A moment of a field that changes: so long after it began, so strong. */
export interface FieldPoint {
  readonly afterUs: number;
  readonly fieldMt: number;
}

const US_PER_SECOND = 1_000_000;
/** Walking pace, and how far from the centre of the magnet the walk begins; both assumed. */
const PACE_M_PER_S = 1;
const START_M = 8;
/** An unshielded solenoid of these dimensions stands for the scanner; a shielded one falls faster outside. */
const SOLENOID_LENGTH_M = 1.5;
const SOLENOID_RADIUS_M = 0.45;
const HALVINGS = 60;
/** Shares of the full field at which the walk is looked at besides the pump's own thresholds. */
const SHARES = [0.01, 0.1, 0.5, 0.9];

/** Field on the axis as a share of that in the centre: (z + L/2) / sqrt((z + L/2)^2 + a^2) - (z - L/2) / sqrt((z - L/2)^2 + a^2). */
export function solenoidShare(distanceM: number): number {
  return onAxis(distanceM) / onAxis(0);
}

function onAxis(distanceM: number): number {
  const near = distanceM + SOLENOID_LENGTH_M / 2;
  const far = distanceM - SOLENOID_LENGTH_M / 2;
  return near / Math.sqrt(near ** 2 + SOLENOID_RADIUS_M ** 2) - far / Math.sqrt(far ** 2 + SOLENOID_RADIUS_M ** 2);
}

/** Somebody walks into a scanner of `fieldMt`: the points at which the field reaches each threshold, and the centre. */
export function walkIn(fieldMt: number, thresholdsMt: readonly number[]): readonly FieldPoint[] {
  const levels = [...thresholdsMt, ...SHARES.map((share) => share * fieldMt)]
    .filter((levelMt) => levelMt < fieldMt && levelMt > fieldMt * solenoidShare(START_M))
    .sort((a, b) => a - b);
  const points = [...new Set(levels)].map((levelMt) => ({
    afterUs: Math.ceil(((START_M - distanceOfM(levelMt / fieldMt)) / PACE_M_PER_S) * US_PER_SECOND),
    fieldMt: levelMt,
  }));
  return [...points, { afterUs: (START_M / PACE_M_PER_S) * US_PER_SECOND, fieldMt }];
}

/** The same way out, from where somebody is so long after the walk began: each level is left when it was entered, seen from the other end. */
export function walkOut(points: readonly FieldPoint[], elapsedUs: number): readonly FieldPoint[] {
  const turnedUs = Math.min(elapsedUs, points.at(-1)?.afterUs ?? 0);
  const reached = points.filter((point) => point.afterUs <= elapsedUs);
  const levels = reached.map((point, i) => ({
    afterUs: turnedUs - point.afterUs,
    fieldMt: reached[i - 1]?.fieldMt ?? 0,
  }));
  return levels.reverse();
}

/** The share falls with the distance: bisected. */
function distanceOfM(share: number): number {
  let nearM = 0;
  let farM = START_M;
  for (let i = 0; i < HALVINGS; i += 1) {
    const middleM = (nearM + farM) / 2;
    if (solenoidShare(middleM) > share) nearM = middleM;
    else farM = middleM;
  }
  return farM;
}
