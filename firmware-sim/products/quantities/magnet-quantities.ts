import { assumed } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Implant depth of a pump, and models of the magnets around it. */
export const magnetTable = {
  implantDepthMm: { unit: 'mm', min: 0, max: 200, doc: 'From the skin to the rotor or the valves.' },
  discRemanenceMt: { unit: 'mT', min: 1, max: 2000, doc: 'Remanence of a hand magnet, or of one in a laptop.' },
  discDiameterMm: { unit: 'mm', min: 0.1, max: 500, doc: 'Its diameter.' },
  discThicknessMm: { unit: 'mm', min: 0.1, max: 500, doc: 'Its thickness, along which it is magnetised.' },
  phoneFieldMt: {
    unit: 'mT',
    min: 0.001,
    max: 1000,
    doc: 'Field of a phone at the rotor, at the distance phoneFieldMm.',
  },
  phoneFieldMm: { unit: 'mm', min: 1, max: 1000, doc: 'Distance from the rotor at which a phone has that field.' },
  boreLengthM: { unit: 'm', min: 0.1, max: 5, doc: 'Length of the solenoid that stands for a scanner.' },
  boreRadiusM: { unit: 'm', min: 0.1, max: 2, doc: 'Its radius.' },
  walkFromM: { unit: 'm', min: 8, max: 100, doc: 'Distance from its centre at which a walk begins.' },
  walkPaceMPerS: { unit: 'm/s', min: 0.01, max: 10, doc: 'Pace of a walk.' },
  deviceNearMinutesMin: { unit: 'min', min: 0.01, max: 100_000, doc: 'Shortest time for which a device is near.' },
  deviceNearMinutesMax: { unit: 'min', min: 0.01, max: 100_000, doc: 'Longest time for which a device is near.' },
  deviceAwayMinutesMin: { unit: 'min', min: 0.01, max: 100_000, doc: 'Shortest time for which a device is away.' },
  deviceAwayMinutesMax: { unit: 'min', min: 0.01, max: 100_000, doc: 'Longest time for which a device is away.' },
} as const satisfies QuantityTable;

export interface MagnetQuantities extends QuantitiesOf<typeof magnetTable> {}

const disc = 'a disc of N42, 10 x 5 mm, models hand magnets and those in laptops; their data are not published';
const phone =
  'chosen so that a phone 51 mm away stalls a rotor and one 150 mm away does not: a published stall had the phone 2 to 3 inches from the pump (Spinal Cord Ser Cases 2023), 6 inches are advised; its magnet is not published';
const bore = 'an unshielded solenoid of this size models the scanner; the field of a shielded one falls faster outside';
const pattern = 'several stalls in the log are reported (Am J Emerg Med 2016), how long each lasted is not';

/** Assumed alike for every pump, because no value is published for any. */
export const assumedMagnets: MagnetQuantities = {
  implantDepthMm: assumed(20, 'mm', 'skin, tissue and case; 15 to 25 mm are taken as usual, no figure is published'),
  discRemanenceMt: assumed(1300, 'mT', disc),
  discDiameterMm: assumed(10, 'mm', disc),
  discThicknessMm: assumed(5, 'mm', disc),
  phoneFieldMt: assumed(6, 'mT', phone),
  phoneFieldMm: assumed(51, 'mm', phone),
  boreLengthM: assumed(1.5, 'm', bore),
  boreRadiusM: assumed(0.45, 'm', bore),
  walkFromM: assumed(8, 'm', 'where a walk begins; an unshielded scanner of 1.5 T has half a millitesla there'),
  walkPaceMPerS: assumed(1, 'm/s', 'a slow walking pace'),
  deviceNearMinutesMin: assumed(5, 'min', pattern),
  deviceNearMinutesMax: assumed(60, 'min', pattern),
  deviceAwayMinutesMin: assumed(5, 'min', pattern),
  deviceAwayMinutesMax: assumed(60, 'min', pattern),
};
