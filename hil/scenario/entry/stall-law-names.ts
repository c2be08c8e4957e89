import type { QuantityName } from '../../../firmware-sim/products/product.ts';

/** Assumed constants of stall detection and recovery. Any action that can stop the rotor uses them. */
export const stallLawNames: readonly QuantityName[] = ['detectMl', 'recoverMl', 'detectMinutes', 'recoverMinutes'];
