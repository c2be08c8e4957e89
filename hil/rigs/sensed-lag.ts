import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';

/** Longest span of board time between two readings of a sensed field. */
export const SENSED_SPAN_US_MAX = 200_000;
/** Smallest lag that is reported. A sound line at 115200 baud stays below it with some 10 ms per request (measured). */
const LAG_SHARE_SAID = 0.1;

/** Rig time and pump time of a run with a sensed field. Pump time does not advance while a request is pending. */
export interface SensedTime {
  readonly rigSeconds: number;
  readonly pumpSeconds: number;
  /** Requested pump seconds per rig second. */
  readonly speed: number;
}

export function sensedTime(rigUs: number, pumpUs: number, speed: number): SensedTime {
  return { rigSeconds: seconds(rigUs), pumpSeconds: seconds(pumpUs), speed };
}

/** Returns words for a lag of pump time; undefined if the lag is small. */
export function lagWords({ rigSeconds, pumpSeconds, speed }: SensedTime): string | undefined {
  const wantedSeconds = rigSeconds * speed;
  if (wantedSeconds <= 0 || 1 - pumpSeconds / wantedSeconds < LAG_SHARE_SAID) return undefined;
  return `pump time lags because the line is slow: ${rigSeconds.toFixed(1)} s at the magnet were ${pumpSeconds.toFixed(1)} s for the pump instead of ${wantedSeconds.toFixed(1)} s`;
}

/** Returns words for the lag to expect in a run by hand: one round trip per span. Undefined if the lag is small. */
export function expectedLagWords(roundTripUs: number): string | undefined {
  const share = roundTripUs / (SENSED_SPAN_US_MAX + roundTripUs);
  if (share < LAG_SHARE_SAID) return undefined;
  return `slow line, ${(roundTripUs / 1000).toFixed(0)} ms per round trip: in a run by hand, pump time lags wall time by about ${Math.round(100 * share)} %`;
}

function seconds(us: number): number {
  return Math.round((us / US_PER_SECOND) * 1000) / 1000;
}
