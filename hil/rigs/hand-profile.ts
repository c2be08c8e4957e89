import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { Clock } from '../../protocol/clock.ts';

/** Point of a hand's field at the sensor: field and time after the start of the run. Linear between points. */
export interface HandPoint {
  readonly atUs: number;
  readonly fieldMt: number;
}

/** Field of a magnet in a hand, played at a simulated sensor. It serves tests and users without hardware. */
export interface HandProfile {
  readonly name: string;
  readonly points: readonly HandPoint[];
}

/** Interval between changes of the field while the hand moves. */
const STEP_US = 2000;

function inSeconds(name: string, points: readonly (readonly [number, number])[]): HandProfile {
  return { name, points: points.map(([s, fieldMt]) => ({ atUs: Math.round(s * US_PER_SECOND), fieldMt })) };
}

/** Hands that have a name. */
export const handPresets: readonly HandProfile[] = [
  inSeconds('once', [
    [5, 0],
    [5.5, 60],
    [45, 60],
    [45.5, 0],
  ]),
  inSeconds('touch', [
    [5, 0],
    [5.5, 60],
    [10, 60],
    [10.5, 0],
  ]),
  inSeconds('never', []),
];

/** Hand of a sensed run without a choice: a magnet that comes once and goes. */
export const defaultHand: HandProfile = handPresets[0] as HandProfile;

/** Returns the field at a time. It is constant before the first point and after the last. */
export function handFieldMt({ points }: HandProfile, atUs: number): number {
  const next = points.findIndex((point) => point.atUs > atUs);
  const after = points[next];
  const before = next < 0 ? points.at(-1) : points[next - 1];
  if (before === undefined) return points[0]?.fieldMt ?? 0;
  if (after === undefined) return before.fieldMt;
  return before.fieldMt + ((after.fieldMt - before.fieldMt) * (atUs - before.atUs)) / (after.atUs - before.atUs);
}

/** Plays a hand from now on, in board time. */
export function playHand(profile: HandProfile, clock: Clock, setFieldMt: (fieldMt: number) => void): void {
  const startUs = clock.nowUs();
  const lastUs = profile.points.at(-1)?.atUs ?? 0;
  const at = (atUs: number): void => {
    clock.at(startUs + atUs, () => {
      setFieldMt(handFieldMt(profile, atUs));
      if (atUs < lastUs) at(nextUs(profile, atUs));
    });
  };
  at(0);
}

/** Returns the time of the next field change. Skips stretches with a constant field. */
function nextUs(profile: HandProfile, atUs: number): number {
  const next = profile.points.find((point) => point.atUs > atUs)?.atUs ?? atUs;
  return handFieldMt(profile, atUs) === handFieldMt(profile, next) ? next : Math.min(next, atUs + STEP_US);
}
