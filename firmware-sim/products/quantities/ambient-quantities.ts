import { assumed } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Fall of the flow of rollers or valves as the air pressure rises. */
export const ambientTable = {
  ambientRatioPerKpa: {
    unit: '1/kPa',
    min: 0,
    max: 0.01,
    doc: 'Fall of the flow for each kPa of air pressure above 101.3 kPa, as a share of the flow.',
  },
  ambientRatioPerKpaMin: { unit: '1/kPa', min: 0, max: 0.01, doc: 'Smallest fall that verdicts are tried with.' },
  ambientRatioPerKpaMax: { unit: '1/kPa', min: 0, max: 0.01, doc: 'Largest fall that verdicts are tried with.' },
} as const satisfies QuantityTable;

export type AmbientQuantities = QuantitiesOf<typeof ambientTable>;

const direction =
  'flow falls as air pressure rises (limit for SynchroMed: 2 atm absolute); by how much is not published';

export const assumedAmbient: AmbientQuantities = {
  ambientRatioPerKpa: assumed(0.001, '1/kPa', direction),
  ambientRatioPerKpaMin: assumed(0.0002, '1/kPa', `low end of the band: ${direction}`),
  ambientRatioPerKpaMax: assumed(0.003, '1/kPa', `high end of the band: ${direction}`),
};
