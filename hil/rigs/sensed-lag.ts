import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';

/** Longest span of board time between two looks at a sensed field. */
export const SENSED_SPAN_US_MAX = 200_000;
/** Below this share of the time, a lag is that of a sound line at 115200 baud, which takes some 10 ms for a request (measured). */
const LAG_SHARE_SAID = 0.1;

/** How far pump time came while a person held the magnet; pump time stands while a request is under way. */
export interface SensedTime {
  readonly rigSeconds: number;
  readonly pumpSeconds: number;
  /** Pump seconds a rig second that were asked for. */
  readonly speed: number;
}

export function sensedTime(rigUs: number, pumpUs: number, speed: number): SensedTime {
  return { rigSeconds: seconds(rigUs), pumpSeconds: seconds(pumpUs), speed };
}

/** What to say of a pump time that lags; undefined where the lag is small. */
export function lagWords({ rigSeconds, pumpSeconds, speed }: SensedTime): string | undefined {
  const wantedSeconds = rigSeconds * speed;
  if (wantedSeconds <= 0 || 1 - pumpSeconds / wantedSeconds < LAG_SHARE_SAID) return undefined;
  return `pump time lags: ${rigSeconds.toFixed(1)} s at the magnet were ${pumpSeconds.toFixed(1)} s for the pump where ${wantedSeconds.toFixed(1)} s were asked for, because the line is slow`;
}

/** What a run by hand would lag on a line with this round trip: one round trip a span. */
export function expectedLagWords(roundTripUs: number): string | undefined {
  const share = roundTripUs / (SENSED_SPAN_US_MAX + roundTripUs);
  if (share < LAG_SHARE_SAID) return undefined;
  return `slow line, ${(roundTripUs / 1000).toFixed(0)} ms a round trip: in a run by hand pump time lags the wall by about ${Math.round(100 * share)} %`;
}

function seconds(us: number): number {
  return Math.round((us / US_PER_SECOND) * 1000) / 1000;
}
