import type { PumpState } from '../../firmware-sim/base/therapy.ts';

/** Unpublished laws of a scenario: detection, recovery, restart, and mixing in a catheter by a needle. */
export type Laws = Pick<PumpState, 'law' | 'recoveryLaw' | 'restartDelayUsMin' | 'restartDelayUsMax' | 'needleMixing'>;
