import { derived, type Quantity, sourced } from '../../base/quantity.ts';
import type { RandomStream } from '../../base/random-stream.ts';
import type { CatheterFault } from './catheter-path.ts';

/** Faults that the source counted against each other. A granuloma was counted separately. */
type CatheterFaultKind = Exclude<CatheterFault['kind'], 'granuloma'>;

/** Relative frequency of each fault of a catheter in one source. */
export interface FaultMix {
  readonly id: string;
  readonly weights: Readonly<Partial<Record<CatheterFaultKind, Quantity>>>;
}

const MIRACLE = 'Miracle et al. 2011, AJNR 32:1158 (% of patients)';
const ASCENDA = 'Ascenda catheter series, 126 patients, PubMed 33974333 (events)';

/**
 * Mix of a review. It gives kinks and occlusions as one figure. They are divided here as in the Ascenda series, 1 to 5.
 */
export const reviewMix: FaultMix = {
  id: 'review',
  weights: {
    disconnection: derived(8, '', `middle of 6 to 10, ${MIRACLE}`),
    leak: derived(10.5, '', `middle of 5 to 16, ${MIRACLE}`),
    migration: derived(7, '', `middle of 3 to 11, ${MIRACLE}`),
    occlusion: derived((11 * 5) / 6, '', `five sixths of the middle of 2 to 20, ${MIRACLE}`),
    kink: derived(11 / 6, '', `one sixth of the middle of 2 to 20, ${MIRACLE}`),
  },
};

/** Mix of the Ascenda series. Its two fractures count as leaks. No tip had migrated. */
export const ascendaMix: FaultMix = {
  id: 'ascenda',
  weights: {
    occlusion: sourced(5, '', ASCENDA),
    leak: sourced(2, '', `${ASCENDA}: fractures`),
    disconnection: sourced(1, '', ASCENDA),
    kink: sourced(1, '', ASCENDA),
  },
};

/** Ranges of a kink's narrowing and of a leak's size. Drawn evenly, because no text gives a distribution (assumed). */
const KINK_SHARES = [0.9, 0.99] as const;
const LEAK_SHARES = [0.05, 0.95] as const;

/** Draws one fault of a mix, by the weights. */
export function sampledFault(mix: FaultMix, stream: RandomStream): CatheterFault {
  const rows = Object.entries(mix.weights) as [CatheterFaultKind, Quantity][];
  const total = rows.reduce((sum, [, weight]) => sum + weight.value, 0);
  let rest = stream.uniform() * total;
  const drawn = rows.find(([, { value }]) => {
    rest -= value;
    return rest < 0;
  });
  return faultOf(drawn?.[0] ?? 'occlusion', stream);
}

function faultOf(kind: CatheterFaultKind, stream: RandomStream): CatheterFault {
  if (kind === 'kink') return { kind, share: stream.between(...KINK_SHARES) };
  if (kind === 'leak') return { kind, share: stream.between(...LEAK_SHARES) };
  return { kind };
}
