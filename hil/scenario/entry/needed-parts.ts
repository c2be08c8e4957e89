import type { CatheterAccess } from '../../../firmware-sim/outside/catheter-access.ts';
import type { CatheterInputs } from '../../../firmware-sim/outside/catheter-inputs.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { PumpBody } from '../../../firmware-sim/pump-body.ts';
import type { PumpSetup } from '../scenario.ts';
import type { Lack } from './action-definition.ts';

/** Returns the missing part if an action needs a catheter and the scenario's pump has none. */
export function lacksCatheter({ catheter }: PumpSetup, what: string): readonly Lack[] {
  if (catheter !== undefined) return [];
  return [{ found: `${what} without a catheter`, allowed: 'a pump with `catheter`, as in `catheter: {}`' }];
}

/** Returns the missing part if an action needs a catheter access port and the product has none. */
export function lacksAccessPort({ id, accessPort }: Product): readonly Lack[] {
  if (accessPort !== undefined) return [];
  return [{ found: `a catheter access port with ${id}`, allowed: 'a pump with a catheter access port' }];
}

/**
 * Returns the pump's catheter. `lacksCatheter` has already refused a scenario without one, so a missing catheter is a
 * programming error.
 */
export function mustHaveCatheter({ catheter }: PumpBody): CatheterInputs {
  if (catheter === undefined) throw new Error('the action needs a catheter, and the reader did not refuse it');
  return catheter;
}

/** Returns the pump's catheter access port. `lacksAccessPort` has already refused a product without one. */
export function mustHaveAccess({ access }: PumpBody): CatheterAccess {
  if (access === undefined) throw new Error('the action needs an access port, and the reader did not refuse it');
  return access;
}
