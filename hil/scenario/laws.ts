import type { PumpState } from '../../firmware-sim/therapy.ts';

/** The laws of a scenario that nobody publishes: detection, recovery, restart, and how a needle mixes a catheter. */
export type Laws = Pick<PumpState, 'law' | 'recoveryLaw' | 'restartDelayUsMin' | 'restartDelayUsMax' | 'needleMixing'>;
