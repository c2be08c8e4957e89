import type { PumpState } from '../../firmware-sim/therapy.ts';

/** The laws of a scenario that no maker publishes: detection, recovery, restart. */
export type Laws = Pick<PumpState, 'law' | 'recoveryLaw' | 'restartDelayUsMin' | 'restartDelayUsMax'>;
