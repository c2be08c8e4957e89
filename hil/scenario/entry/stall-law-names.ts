import type { QuantityName } from '../../../firmware-sim/products/product.ts';

/**
 * Names of the assumed constants of stall detection and recovery. Any action that can stop the rotor depends on them.
 */
export const stallLawNames: readonly QuantityName[] = ['detectMl', 'recoverMl', 'detectMinutes', 'recoverMinutes'];
