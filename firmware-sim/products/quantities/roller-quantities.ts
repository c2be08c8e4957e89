import { derived } from '../../base/quantity.ts';
import { rollerZoneUl } from '../../plant/roller-head.ts';
import { blockingKpa } from '../../plant/roller-load.ts';
import { stallFieldMt } from '../../plant/two-pole-motor.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Motor, gear train and rollers on a tube, and the roller study. */
export const rollerTable = {
  rollerCount: { unit: 'rollers', min: 1, max: 12, whole: true, doc: 'Rollers on the rotor, evenly spaced.' },
  trackRadiusMm: { unit: 'mm', min: 1, max: 50, doc: 'Radius of the track to the middle of the tube.' },
  boreMm: { unit: 'mm', min: 0.05, max: 5, doc: 'Bore of the tube.' },
  revolutionUl: { unit: 'uL', min: 0.1, max: 999, doc: 'Volume of one turn of the rotor, in whole nanolitres.' },
  liftDeg: { unit: 'deg', min: 0.1, max: 360, doc: 'Turn of the rotor over which a roller lifts off the tube.' },
  stepsPerRevolutionCount: {
    unit: 'motor steps',
    min: 2,
    max: 100_000,
    whole: true,
    doc: 'Motor steps of one turn of the rotor, two a motor turn.',
  },
  holdingTorqueUnm: { unit: 'uN m', min: 0.01, max: 1_000_000, doc: 'Largest torque of the motor.' },
  gearEfficiencyRatio: { unit: '', min: 0.01, max: 1, doc: 'Share of the torque that the gears transmit.' },
  tubeTorqueUnm: { unit: 'uN m', min: 0, max: 1_000_000, doc: 'Torque at the rotor that squeezes the tube.' },
  pullInRatio: { unit: '', min: 0.01, max: 1, doc: 'Torque at which the motor starts, over the one that stalls it.' },
  momentAm2: { unit: 'A m2', min: 1e-6, max: 1, doc: 'Magnetic moment of its rotor magnet.' },
  disturbFieldMt: {
    unit: 'mT',
    min: 0.001,
    max: 10_000,
    doc: 'Field in the rotor plane from which motor turns may be lost.',
  },
  stallFieldMtMin: { unit: 'mT', min: 0.001, max: 10_000, doc: 'Lowest stall threshold that verdicts are tried with.' },
  stallFieldMtMax: {
    unit: 'mT',
    min: 0.001,
    max: 10_000,
    doc: 'Highest stall threshold that verdicts are tried with.',
  },
  damageFieldMt: { unit: 'mT', min: 1, max: 20_000, doc: 'Field along the shaft that damages the motor for good.' },
  damageConeDeg: { unit: 'deg', min: 0.1, max: 90, doc: 'Largest angle to the shaft at which such a field does so.' },
  boundProbabilityRatio: {
    unit: '',
    min: 0,
    max: 1,
    doc: 'Chance that the gears bind after a field, where it is sampled.',
  },
  restartMinutesMax: {
    unit: 'min',
    min: 0,
    max: 1440,
    doc: 'Latest normal restart after a field, by the law of a uniform delay.',
  },
  boundHoursMin: { unit: 'h', min: 0, max: 1000, doc: 'Shortest time for which they stay bound.' },
  boundHoursMax: { unit: 'h', min: 0, max: 1000, doc: 'Longest time for which they stay bound.' },
  studyAngleDeg: { unit: 'deg', min: 1, max: 720, doc: 'Turn of the rotor in one roller study.' },
  studyRateMlPerDay: { unit: 'mL/day', min: 0.001, max: 100, doc: 'Rate at which a roller study turns it.' },
  studyToleranceDeg: { unit: 'deg', min: 0.1, max: 90, doc: 'Accuracy with which a film is read.' },
} as const satisfies QuantityTable;

interface GivenRollerQuantities extends QuantitiesOf<typeof rollerTable> {}

/** Constants that are computed from the others, so a file never gives them. */
export const derivedRollerTable = {
  rollerZoneUl: { unit: 'uL', min: 0, max: 999, doc: 'Bore volume that one squeezed zone displaces.' },
  gearRatio: { unit: '', min: 0.5, max: 50_000, doc: 'Motor turns of one turn of the rotor.' },
  blockKpa: { unit: 'kPa', min: -1e9, max: 1e9, doc: 'Back pressure that stops the drive.' },
  restartKpa: { unit: 'kPa', min: -1e9, max: 1e9, doc: 'Back pressure below which it starts again.' },
  stallFieldMt: { unit: 'mT', min: 0, max: 1e9, doc: 'Field in the rotor plane from which the motor no longer turns.' },
} as const satisfies QuantityTable;

export interface RollerQuantities extends GivenRollerQuantities, QuantitiesOf<typeof derivedRollerTable> {}

export interface RollerDrive {
  readonly kind: 'rollers';
  readonly quantities: RollerQuantities;
}

/** Adds the derived constants to the given ones. */
export function rollerDrive(given: GivenRollerQuantities): RollerDrive {
  const { trackRadiusMm, boreMm, revolutionUl, rollerCount, holdingTorqueUnm, momentAm2, disturbFieldMt } = given;
  const zoneUl = rollerZoneUl(trackRadiusMm.value, boreMm.value, revolutionUl.value, rollerCount.value);
  const stallMt = stallFieldMt({
    holdingTorqueUnm: holdingTorqueUnm.value,
    momentAm2: momentAm2.value,
    disturbFieldMt: disturbFieldMt.value,
  });
  const gearRatio = given.stepsPerRevolutionCount.value / 2;
  const torque = {
    holdingTorqueUnm: holdingTorqueUnm.value,
    gearRatio,
    gearEfficiencyRatio: given.gearEfficiencyRatio.value,
    tubeTorqueUnm: given.tubeTorqueUnm.value,
    revolutionUl: revolutionUl.value,
  };
  return {
    kind: 'rollers',
    quantities: {
      ...given,
      rollerZoneUl: derived(zoneUl, 'uL', '(2 pi R A - V_rev) / N'),
      gearRatio: derived(gearRatio, '', 'two motor steps a motor turn'),
      blockKpa: derived(blockingKpa(torque), 'kPa', '(T_h x gear x efficiency - T_tube) 2 pi / V_rev'),
      restartKpa: derived(
        blockingKpa(torque, given.pullInRatio.value),
        'kPa',
        '(T_h x pull-in x gear x efficiency - T_tube) 2 pi / V_rev',
      ),
      stallFieldMt: derived(stallMt, 'mT', 'T_h / m; no threshold of a real pump is published, sweep 1 to 50 mT'),
    },
  };
}
