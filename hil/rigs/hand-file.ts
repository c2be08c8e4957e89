import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';
import { type HandPoint, type HandProfile, handPresets } from './hand-profile.ts';

const POINTS_MAX = 1000;
const FILE_BYTES_MAX = 100_000;
const SECONDS_MAX = 86_400;
const FIELD_MT_MAX = 3000;
const LINE = /^(\d{1,5}(?:\.\d{1,6})?)\s+(-?\d{1,4}(?:\.\d{1,3})?)$/;

/**
 * Returns a preset, or reads a file. A line of the file is one point: seconds after the start of the run, millitesla at
 * the sensor. Throws `HilError` (usage).
 */
export function handNamed(nameOrPath: string): HandProfile {
  const preset = handPresets.find((one) => one.name === nameOrPath);
  if (preset !== undefined) return preset;
  if (/[/\\.]/.test(nameOrPath))
    return handOf(readText(nameOrPath, { shownAs: nameOrPath, bytesMax: FILE_BYTES_MAX, code: 'HAND' }), nameOrPath);
  const names = handPresets.map((one) => one.name);
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
