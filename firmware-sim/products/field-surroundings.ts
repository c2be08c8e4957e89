import { assumed, type Quantity } from '../quantity.ts';

/** What stands for the magnets around a pump, and for where in the body it lies. */
export interface FieldQuantities {
  readonly rotorDepthMm: Quantity;
  readonly discRemanenceMt: Quantity;
  readonly discDiameterMm: Quantity;
  readonly discThicknessMm: Quantity;
  readonly boreLengthM: Quantity;
  readonly boreRadiusM: Quantity;
  readonly walkFromM: Quantity;
  readonly walkPaceMPerS: Quantity;
  readonly deviceNearMinutesMin: Quantity;
  readonly deviceNearMinutesMax: Quantity;
  readonly deviceAwayMinutesMin: Quantity;
  readonly deviceAwayMinutesMax: Quantity;
  readonly stallFieldMtMin: Quantity;
  readonly stallFieldMtMax: Quantity;
}

const disc =
  'a disc of N42, 10 x 5 mm, stands for hand magnets and for those in phones and laptops; theirs are not published';
const bore = 'an unshielded solenoid of this size stands for the scanner; a shielded one falls faster outside';
const pattern = 'several stalls in the log are reported (Am J Emerg Med 2016), how long each lasted is not';
const band = 'no threshold of a real pump is published; verdicts are tried from one end of this band to the other';

/** The same for every pump, for none of it is known of any. */
export const fieldQuantities: FieldQuantities = {
  rotorDepthMm: assumed(
    20,
    'mm',
    'skin, tissue and case over the rotor; 15 to 25 mm are usual, no figure is published',
  ),
  discRemanenceMt: assumed(1300, 'mT', disc),
  discDiameterMm: assumed(10, 'mm', disc),
  discThicknessMm: assumed(5, 'mm', disc),
  boreLengthM: assumed(1.5, 'm', bore),
  boreRadiusM: assumed(0.45, 'm', bore),
  walkFromM: assumed(8, 'm', 'where a walk begins; an unshielded scanner of 1.5 T has half a millitesla there'),
  walkPaceMPerS: assumed(1, 'm/s', 'a slow walking pace'),
  deviceNearMinutesMin: assumed(5, 'min', pattern),
  deviceNearMinutesMax: assumed(60, 'min', pattern),
  deviceAwayMinutesMin: assumed(5, 'min', pattern),
  deviceAwayMinutesMax: assumed(60, 'min', pattern),
  stallFieldMtMin: assumed(1, 'mT', band),
  stallFieldMtMax: assumed(50, 'mT', band),
};
