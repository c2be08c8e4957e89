import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Limits of flex, periodic and patient boluses, for a product that has any of them. */
export const therapyTable = {
  flexStepsCountMax: { unit: 'steps a day', min: 1, max: 48, whole: true, doc: 'Most steps in a day of flex.' },
  bolusMinutesMin: { unit: 'min', min: 0.1, max: 1440, doc: 'Shortest periodic or patient bolus.' },
  bolusMinutesMax: { unit: 'min', min: 0.1, max: 1440, doc: 'Longest periodic or patient bolus.' },
  bolusIntervalMinutesMin: { unit: 'min', min: 1, max: 10_080, doc: 'Shortest interval of periodic boluses.' },
  bolusIntervalMinutesMax: { unit: 'min', min: 1, max: 10_080, doc: 'Longest interval of periodic boluses.' },
  lockoutMinutesMin: { unit: 'min', min: 0, max: 1440, doc: 'Shortest lockout after a patient bolus.' },
  lockoutMinutesMax: { unit: 'min', min: 1, max: 1440, doc: 'Longest lockout after a patient bolus.' },
  allottedCountMax: { unit: 'boluses', min: 1, max: 99, whole: true, doc: 'Most patient boluses in any 24 h.' },
  nextRefillMl: {
    unit: 'mL',
    min: 0,
    max: 100,
    doc: 'Calculated level at which a pump with patient boluses is to be refilled.',
  },
} as const satisfies QuantityTable;

export type TherapyQuantities = QuantitiesOf<typeof therapyTable>;
