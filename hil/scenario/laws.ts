import type { PumpState } from '../../firmware-sim/base/therapy.ts';

/** Unpublished laws of a scenario: detection, recovery, restart, and how a needle mixes what is in a catheter. */
export type Laws = Pick<PumpState, 'law' | 'recoveryLaw' | 'restartDelayUsMin' | 'restartDelayUsMax' | 'needleMixing'>;
