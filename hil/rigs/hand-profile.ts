import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { Clock } from '../../protocol/clock.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';

/** Point of a hand's field at the sensor: field and time after the start of the run. Linear between points. */
interface HandPoint {
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
const POINTS_MAX = 1000;
const FILE_BYTES_MAX = 100_000;
const SECONDS_MAX = 86_400;
const FIELD_MT_MAX = 3000;
const LINE = /^(\d{1,5}(?:\.\d{1,6})?)\s+(-?\d{1,4}(?:\.\d{1,3})?)$/;

function inSeconds(name: string, points: readonly (readonly [number, number])[]): HandProfile {
  return { name, points: points.map(([s, fieldMt]) => ({ atUs: Math.round(s * US_PER_SECOND), fieldMt })) };
}

const presets: readonly HandProfile[] = [
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

export const DEFAULT_HAND = 'once';

/**
 * Returns a preset, or reads a file. A line of the file is one point: seconds after the start of the run, millitesla at
 * the sensor. Throws `HilError` (usage).
 */
export function handNamed(nameOrPath: string): HandProfile {
  const preset = presets.find((one) => one.name === nameOrPath);
  if (preset !== undefined) return preset;
  if (/[/\\.]/.test(nameOrPath))
    return handOf(readText(nameOrPath, { shownAs: nameOrPath, bytesMax: FILE_BYTES_MAX, code: 'HAND' }), nameOrPath);
  const names = presets.map((one) => one.name);
  const meant = didYouMean(nameOrPath, names);
  const allowed = `${names.join(', ')}, or the path of a file (with a slash or a dot)`;
  const message = `\`--hand\`: unknown hand ${quoted(nameOrPath)}; allowed: ${allowed}.${meant}`;
  throw new HilError('HAND_UNKNOWN', 'usage', message);
}

/** Parses a hand file. A line may end in a comment after `#`. Errors name the line. */
function handOf(text: string, name: string): HandProfile {
  const points: HandPoint[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/#.*/, '').trim();
    if (line === '') continue;
    const refuse = (found: string, allowed: string): never => {
      throw new HilError('HAND_INVALID', 'usage', `${name}:${index + 1}: found ${found}; allowed: ${allowed}.`);
    };
    const [, seconds, fieldMt] = LINE.exec(line) ?? refuse(quoted(line), 'seconds and millitesla, as in `5.5 60`');
    const point = { atUs: Math.round(Number(seconds) * US_PER_SECOND), fieldMt: Number(fieldMt) };
    if (point.atUs > SECONDS_MAX * US_PER_SECOND) refuse(`"${seconds}" s`, `at most ${SECONDS_MAX} s`);
    if (Math.abs(point.fieldMt) > FIELD_MT_MAX) refuse(`"${fieldMt}" mT`, `-${FIELD_MT_MAX} to ${FIELD_MT_MAX} mT`);
    if (point.atUs < (points.at(-1)?.atUs ?? 0))
      refuse(`"${seconds}" s after a later point`, 'points in order of time');
    if (points.length >= POINTS_MAX) refuse(`point ${POINTS_MAX + 1}`, `at most ${POINTS_MAX} points`);
    points.push(point);
  }
  return { name, points };
}

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
