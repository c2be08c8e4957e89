import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Detection and logging of motor stall and recovery. */
export const stallLogTable = {
  detectMl: { unit: 'mL', min: 0.000_001, max: 1, doc: 'Volume of missed steps that makes a motor stall.' },
  recoverMl: { unit: 'mL', min: 0.000_001, max: 1, doc: 'Volume of confirmed steps that makes a recovery.' },
  detectMinutes: {
    unit: 'min',
    min: 0.1,
    max: 10_000,
    doc: 'Time of missed steps that makes a motor stall, by the laws that use time.',
  },
  recoverMinutes: {
    unit: 'min',
    min: 0.1,
    max: 10_000,
    doc: 'Time of confirmed steps that makes a recovery, by the laws that use time.',
  },
} as const satisfies QuantityTable;

export interface StallLogQuantities extends QuantitiesOf<typeof stallLogTable> {}
