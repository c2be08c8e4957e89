import { exp, ln } from '../../base/exact-math.ts';
import { assumed, type Quantity, sourced } from '../../base/quantity.ts';
import { US_PER_HOUR } from '../../base/time-units.ts';

/** Radioactive tracers that are filled into a reservoir. */
export const nuclides = ['In-111', 'Tc-99m'] as const;
export type Nuclide = (typeof nuclides)[number];

export interface Tracer {
  readonly nuclide: Nuclide;
  readonly activityMbq: number;
}

interface NuclideData {
  readonly halfLife: Quantity;
  /** Hours after which the tracer is in the cerebrospinal fluid of a sound system. */
  readonly normalBy: Quantity;
}

export const nuclideData: Readonly<Record<Nuclide, NuclideData>> = {
  'In-111': {
    halfLife: sourced(67.3, 'h', 'nuclear data'),
    normalBy: sourced(72, 'h', 'Miracle et al. 2011, AJNR 32:1158: subarachnoid by 72 h'),
  },
  'Tc-99m': {
    halfLife: sourced(6.01, 'h', 'nuclear data'),
    normalBy: sourced(
      4,
      'h',
      'Dupoiron et al., imaging for intrathecal drug delivery systems: images at 1 h and 3 to 4 h',
    ),
  },
};

/** Smallest activity outside the reservoir that pictures show. */
export const visibleMbq = assumed(
  0.02,
  'MBq',
  'limit at which a camera distinguishes it from background; not published',
);

/** Returns the share of an activity that is left: 2^(-t / half-life). */
export function leftShare(nuclide: Nuclide, afterUs: number): number {
  const halfLives = afterUs / (nuclideData[nuclide].halfLife.value * US_PER_HOUR);
  return exp(-halfLives * ln(2));
}
