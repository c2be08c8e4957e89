import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Service life of a pump that counts its own age and ends service by itself. */
export const serviceLifeTable = {
  eriToEosDays: {
    unit: 'days',
    min: 1,
    max: 3650,
    doc: 'From the elective replacement indicator to the end of service.',
  },
  lifeYears: { unit: 'years', min: 0.1, max: 100, doc: 'Age at which the pump stops by itself.' },
} as const satisfies QuantityTable;

export interface ServiceLifeQuantities extends QuantitiesOf<typeof serviceLifeTable> {}
