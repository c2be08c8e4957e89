import type { DrawnVolumes } from './catheter-books.ts';
import type { CatheterPath } from './catheter-path.ts';
import type { PushedStream } from './solute-books.ts';

/** How easily fluid moves under the syringe. It does not tell which fluid, because the fluids look alike. */
export type NeedleOutcome = 'free' | 'slow' | 'nothing';

/** Catheter as a needle in its port meets it. */
export interface OpenedPath {
  readonly path: CatheterPath;
  readonly csfKpa: number;
  /** Volume that the catheter's pressure stores. It flows into the syringe without suction. */
  readonly reliefMl: number;
}

export interface Suction {
  readonly askedMl: number;
  /** Suction below ambient pressure. */
  readonly suctionKpa: number;
  readonly secondsMax: number;
}

export interface Injection {
  readonly volumeMl: number;
  readonly kpaMax: number;
  readonly seconds: number;
}

export interface Drawn extends DrawnVolumes {
  readonly outcome: NeedleOutcome;
  readonly seconds: number;
}

export interface Pushed extends PushedStream {
  readonly outcome: NeedleOutcome;
  readonly peakKpa: number;
  readonly seconds: number;
}

/** Smallest volume over the whole time that a hand notices as flow (assumed). */
export const FELT_ML_MIN = 0.05;

/** Judges the flow alone, without the stored volume. */
function outcomeOf(flowMl: number, askedMl: number): NeedleOutcome {
  if (flowMl >= askedMl) return 'free';
  return flowMl < FELT_ML_MIN ? 'nothing' : 'slow';
}

/**
 * Aspiration: Q = (P_csf + S)(G_tip + G_leak) for at most T. A migrated tip gives nothing. An open end gives pocket
 * fluid.
 */
export function drawnBy({ path, csfKpa, reliefMl }: OpenedPath, suction: Suction): Drawn {
  const { askedMl, suctionKpa, secondsMax } = suction;
  if (path.kind === 'disconnected') {
    const volumes = { reliefMl, suctionMl: askedMl, catheterShare: 0, csfInMl: 0, pocketInMl: askedMl };
    return { outcome: 'free', seconds: 0, ...volumes };
  }
  const tipMlPerSKpa = path.migrated ? 0 : path.tipMlPerSKpa;
  const outMlPerSKpa = tipMlPerSKpa + path.leakMlPerSKpa;
  const mlPerS = (csfKpa + suctionKpa) * outMlPerSKpa;
  const flowMl = mlPerS * secondsMax;
  const suctionMl = Math.max(0, Math.min(askedMl - reliefMl, flowMl));
  const catheterShare = outMlPerSKpa === 0 ? 0 : tipMlPerSKpa / outMlPerSKpa;
  const outcome = outcomeOf(flowMl, askedMl);
  return {
    outcome,
    seconds: outcome === 'free' ? suctionMl / mlPerS : secondsMax,
    reliefMl,
    suctionMl,
    catheterShare,
    csfInMl: catheterShare * suctionMl,
    pocketInMl: (1 - catheterShare) * suctionMl,
  };
}

/** Injection: P = P_csf + V / T / (G_tip + G_leak). Above the pressure limit, the limit sets the flow. */
export function pushedBy({ path, csfKpa }: OpenedPath, { volumeMl, kpaMax, seconds }: Injection): Pushed {
  const outOfTip = path.migrated ? 'stray' : 'tip';
  if (path.kind === 'disconnected') {
    return { outcome: 'free', peakKpa: csfKpa, seconds, volumeMl, catheterShare: 0, outOfTip };
  }
  const outMlPerSKpa = path.tipMlPerSKpa + path.leakMlPerSKpa;
  const catheterShare = outMlPerSKpa === 0 ? 0 : path.tipMlPerSKpa / outMlPerSKpa;
  const flowMl = (kpaMax - csfKpa) * outMlPerSKpa * seconds;
  const outcome = outcomeOf(flowMl, volumeMl);
  const isFree = outcome === 'free';
  return {
    outcome,
    peakKpa: isFree ? csfKpa + volumeMl / seconds / outMlPerSKpa : kpaMax,
    seconds,
    volumeMl: isFree ? volumeMl : flowMl,
    catheterShare,
    outOfTip,
  };
}

/**
 * Returns the share of the drug that laminar layers leave in port and catheter, after `ratio` times their volume has
 * passed.
 */
export function laminarLeftShare(ratio: number): number {
  return ratio <= 0.5 ? 1 - ratio : 1 / (4 * ratio);
}
