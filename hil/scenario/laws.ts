import type { PumpState } from '../../firmware-sim/base/therapy.ts';

/**
 * Unpublished laws that a scenario may choose: detection, recovery, restart, and how a needle mixes the fluid in a
 * catheter.
 */
export type Laws = Pick<PumpState, 'law' | 'recoveryLaw' | 'restartDelayUsMin' | 'restartDelayUsMax' | 'needleMixing'>;
