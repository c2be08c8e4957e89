import { SLACK_KPA } from './rounding.ts';

/** Pressure that a source works against from now on, P(t) = to + (from - to) exp(-t/tau), and when that will be said anew. */
export interface BackPressure {
  readonly csfKpa: number;
  readonly fromKpa: number;
  readonly toKpa: number;
  /** 0: the pressure stands. */
  readonly tauS: number;
  readonly untilUs: number;
}

/** A source behind a resistance: its flow falls linearly with back pressure, to nothing at the pressure of its gas. */
export interface SoftSource {
  /** Gauge pressure of the gas. */
  readonly gasKpa: number;
  /** Flow against the pressure of the CSF. */
  readonly openMlPerS: number;
  press(pressure: BackPressure): void;
}

/** A flow that falls by `mlPerSKpa` for each kPa above the pressure of the CSF. */
export interface SoftFlow {
  readonly mlPerS: number;
  readonly mlPerSKpa: number;
}

const noFlow: SoftFlow = { mlPerS: 0, mlPerSKpa: 0 };

/** Flow of a source against `kpa` and what lies above; none above the gas pressure, for nothing flows back (assumed). */
export function softFlow({ gasKpa, openMlPerS }: SoftSource, csfKpa: number, kpa: number): SoftFlow {
  if (!(gasKpa > csfKpa) || kpa > gasKpa + SLACK_KPA) return noFlow;
  return { mlPerS: openMlPerS, mlPerSKpa: openMlPerS / (gasKpa - csfKpa) };
}
