import { SLACK_KPA } from './rounding.ts';

/** Back pressure of a source from now on, P(t) = to + (from - to) exp(-t/tau), and the time of its next update. */
export interface BackPressure {
  readonly csfKpa: number;
  readonly fromKpa: number;
  readonly toKpa: number;
  /** 0: the pressure is constant. */
  readonly tauS: number;
  readonly untilUs: number;
}

/** Source with a resistance. Its flow falls linearly with back pressure, to zero at the pressure of its gas. */
export interface SoftSource {
  /** Gauge pressure of the gas. */
  readonly gasKpa: number;
  /** Flow against the pressure of the CSF. */
  readonly openMlPerS: number;
  press(pressure: BackPressure): void;
}

/** Decrease of the flow for each kPa above the pressure of the CSF. */
export interface SoftFlow {
  readonly mlPerS: number;
  readonly mlPerSKpa: number;
}

const noFlow: SoftFlow = { mlPerS: 0, mlPerSKpa: 0 };

/**
 * Returns the flow of a source at back pressure `kpa`. Zero above the gas pressure, because nothing flows back
 * (assumed).
 */
export function softFlow({ gasKpa, openMlPerS }: SoftSource, csfKpa: number, kpa: number): SoftFlow {
  if (!(gasKpa > csfKpa) || kpa > gasKpa + SLACK_KPA) return noFlow;
  return { mlPerS: openMlPerS, mlPerSKpa: openMlPerS / (gasKpa - csfKpa) };
}
