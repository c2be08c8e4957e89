import * as z from 'zod';
import { type Limits, quantity, quantityAllowed } from '../../yaml/leaf-schemas.ts';
import type { Dimension } from '../../yaml/units.ts';
import type { Bounds } from '../scenario.ts';

/** Builds the schemas of the limit keys. Each converts its value to bounds. `limits` restricts the values. */
export function limitSchemas(dimension: Dimension, limits: Limits = {}) {
  const one = quantity(dimension, limits);
  const allowed = `a list of two, the lower one first, each ${quantityAllowed(dimension, limits)}`;
  return {
    atLeast: one.transform((value): Bounds => ({ atLeast: value })).optional(),
    atMost: one.transform((value): Bounds => ({ atMost: value })).optional(),
    is: one.transform((value): Bounds => ({ atLeast: value, atMost: value })).optional(),
    between: z
      .tuple([one, one], { error: allowed })
      .transform(([atLeast, atMost], ctx): Bounds => {
        if (atLeast > atMost) ctx.issues.push({ code: 'custom', input: [atLeast, atMost], message: allowed });
        return { atLeast, atMost };
      })
      .optional(),
    tolerance: quantity('share', { from: '0 %', to: '100 %' }).optional(),
    marginal: one.optional(),
  };
}
