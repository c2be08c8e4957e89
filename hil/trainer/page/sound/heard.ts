import type { EventRecord } from '../../../../firmware-sim/trace/record.ts';

/** Highest step rate at which each step is heard as a click. Faster steps are a hum. */
const CLICKS_PER_SECOND_MAX = 8;
/** Lowest and highest hum. It rises by an octave with each tenfold rate. */
const HUM_HZ_MIN = 55;
const HUM_HZ_MAX = 440;

/** Steps of the motor at one moment. */
export interface Steps {
  readonly turned: number;
  readonly commanded: number;
}

/** Sounds of a stretch of play. */
export interface Heard {
  /** Clicks of steps that turned the rotor. */
  readonly clicks: number;
  /** Hollow ticks of commanded steps that did not. */
  readonly ticks: number;
  /** Frequency of the hum of steps too fast to be heard as clicks; 0 for silence. */
  readonly humHz: number;
  readonly tones: readonly ToneHeard[];
}

/** Alarm tone of a pump. */
export interface ToneHeard {
  readonly kind: string;
  readonly seconds: number;
}

export const silence: Heard = { clicks: 0, ticks: 0, humHz: 0, tones: [] };

/**
 * Returns what is heard between two moments. Without see-through the steps are silent: they tell whether the rotor turns.
 * Backwards there is nothing to hear.
 */
export function heardBetween(
  before: Steps,
  after: Steps,
  wallMs: number,
  tones: readonly EventRecord[],
  isSeeThrough: boolean,
): Heard {
  const heardTones = tones.map(({ tone, seconds }) => ({ kind: String(tone), seconds: Number(seconds) }));
  if (!isSeeThrough || wallMs <= 0) return { ...silence, tones: heardTones };
  const turned = Math.max(0, Math.floor(after.turned) - Math.floor(before.turned));
  const commanded = Math.max(0, Math.floor(after.commanded) - Math.floor(before.commanded));
  const perSecond = ((after.commanded - before.commanded) / wallMs) * 1000;
  if (perSecond <= CLICKS_PER_SECOND_MAX)
    return { clicks: turned, ticks: Math.max(0, commanded - turned), humHz: 0, tones: heardTones };
  const isTurning = after.turned - before.turned > (after.commanded - before.commanded) / 2;
  return { clicks: 0, ticks: 0, humHz: isTurning ? humOf(perSecond) : 0, tones: heardTones };
}

function humOf(perSecond: number): number {
  const octaves = Math.log10(perSecond / CLICKS_PER_SECOND_MAX);
  return Math.min(HUM_HZ_MAX, HUM_HZ_MIN * 2 ** octaves);
}
