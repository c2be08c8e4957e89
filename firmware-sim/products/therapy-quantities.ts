import type { Quantity } from '../quantity.ts';

/** Limits of flex, periodic and patient boluses, where a product has any of them. */
export interface TherapyQuantities {
  readonly flexStepsCountMax: Quantity;
  readonly bolusMinutesMin: Quantity;
  readonly bolusMinutesMax: Quantity;
  readonly bolusIntervalMinutesMin: Quantity;
  readonly bolusIntervalMinutesMax: Quantity;
  readonly lockoutMinutesMin: Quantity;
  readonly lockoutMinutesMax: Quantity;
  readonly allottedCountMax: Quantity;
  readonly nextRefillMl: Quantity;
}
