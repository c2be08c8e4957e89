import { blockingKpa } from '../plant/roller-load.ts';
import { assumed, derived, type Quantity } from '../quantity.ts';

/** What a roller drive can push against. */
export interface RollerLoadQuantities {
  readonly gearRatio: Quantity;
  readonly gearEfficiencyRatio: Quantity;
  readonly tubeTorqueUnm: Quantity;
  readonly pullInRatio: Quantity;
  readonly blockKpa: Quantity;
  readonly restartKpa: Quantity;
}

const GEAR_RATIO = 120;
const GEAR_EFFICIENCY = 0.5;
const TUBE_TORQUE_UNM = 150;
const PULL_IN = 0.8;

/** The load side of a drive with this motor and head; one coherent set with them. */
export function rollerLoad(holdingTorqueUnm: number, revolutionUl: number): RollerLoadQuantities {
  const torque = {
    holdingTorqueUnm,
    revolutionUl,
    gearRatio: GEAR_RATIO,
    gearEfficiencyRatio: GEAR_EFFICIENCY,
    tubeTorqueUnm: TUBE_TORQUE_UNM,
  };
  return {
    gearRatio: assumed(GEAR_RATIO, '', 'motor turns a rotor turn; no maker publishes the gear train'),
    gearEfficiencyRatio: assumed(GEAR_EFFICIENCY, '', 'of a small gear train; not published'),
    tubeTorqueUnm: assumed(TUBE_TORQUE_UNM, 'uN m', 'squeezing the tube, at the rotor; not published'),
    pullInRatio: assumed(PULL_IN, '', 'torque at which a motor starts over that at which it stalls; not published'),
    blockKpa: derived(
      blockingKpa(torque),
      'kPa',
      '(T_h x gear x efficiency - T_tube) 2 pi / V_rev: back pressure that stops the drive',
    ),
    restartKpa: derived(blockingKpa(torque, PULL_IN), 'kPa', 'the same with T_h x pull-in: below it the drive starts'),
  };
}
