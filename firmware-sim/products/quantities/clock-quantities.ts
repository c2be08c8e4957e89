import { assumed } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Clock with weekday and time of day that a programmer can set. */
export const clockTable = {
  clockDriftPpmMax: { unit: 'ppm', min: 0, max: 1000, doc: 'Largest drift of the clock that a run may ask for.' },
} as const satisfies QuantityTable;

export interface ClockQuantities extends QuantitiesOf<typeof clockTable> {}

export const assumedClock: ClockQuantities = {
  clockDriftPpmMax: assumed(
    200,
    'ppm',
    'no drift of a pump is published; crystals for watches are sold with 20 to 100 ppm, and a pump runs for years',
  ),
};
